"""How often Python looks for objects that keep each other alive."""

import gc

_NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """For a process that has loaded everything: what is there now is never looked at again, new objects less
    often. Python's own settings spent a third of the worker's time of an import on it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
