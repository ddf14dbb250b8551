"""Which vendor's export a header is, by the layouts of the installed plugins. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from leadgen_sdk import Layout


def recognised(header: Sequence[str], layouts: Iterable[Layout]) -> Layout | None:
    """The layout that fits, of several the one that asks for most and then knows most of the columns."""
    names = {_plain(name) for name in header}
    fitting = [layout for layout in layouts if layout.fits(header)]
    return max(fitting, key=lambda layout: (len(layout.needs), _shared(layout, names)), default=None)


def mapping(layout: Layout, header: Sequence[str]) -> Mapping[int, str]:
    """Column → field as the layout has it, "" for one to leave out; without those it does not name."""
    known = {_plain(name): field for name, field in layout.columns.items()}
    return {index: known[_plain(name)] for index, name in enumerate(header) if _plain(name) in known}


def _shared(layout: Layout, names: set[str]) -> int:
    return sum(_plain(name) in names for name in layout.columns)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
