"""The rules of the house that no general tool knows, each a pure reading of a source tree.

A check takes the root of a checkout and returns what breaks it; every exception stands in its file with a
reason, and an exception that nothing needs any more is itself a violation.
"""
