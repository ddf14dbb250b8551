"""XLSX and its kin (XLSM, XLTX, strict or transitional): the workbook, its sheets, its styles."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leadgen_spreadsheets.book import Row, Sheet, damaged
from leadgen_spreadsheets.elements import LocalNames, attribute, walk, walk_all
from leadgen_spreadsheets.formats import formatter_of
from leadgen_spreadsheets.merged import Ranges, filled_down, merged_columns
from leadgen_spreadsheets.package import Package
from leadgen_spreadsheets.sheet_xml import SheetRows, StringItems
from leadgen_spreadsheets.strings import SharedStrings
from leadgen_spreadsheets.values import Formatter

_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*?ref=[\"'](?:[$A-Z\d]+:)?\$?[A-Z]+\$?(\d+)[\"']")
_TRUE = frozenset({"1", "true", "on"})
_HIDDEN = frozenset({"hidden", "veryhidden"})


@dataclass
class _Relations:
    """A part's relations: target and kind by id."""

    folder: str
    names: LocalNames = field(default_factory=LocalNames)
    targets: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.names[name] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.join(self.folder, target)
            key = attributes.get("Id", "")
            self.targets[key] = posixpath.normpath(path).lstrip("/")
            self.kinds[key] = attributes.get("Type", "").rpartition("/")[2]

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def where(self) -> str:
        return "The list of the workbook's parts"

    def target_of(self, kind: str) -> str | None:
        return next((self.targets[key] for key, found in self.kinds.items() if found == kind), None)


@dataclass
class _Contents:
    """The workbook's own part: which sheets it has, and from when it counts days."""

    names: LocalNames = field(default_factory=LocalNames)
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relation, hidden
    since_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if local == "sheet":
            hidden = attributes.get("state", "").lower() in _HIDDEN
            self.sheets.append((attributes.get("name", ""), attribute(attributes, "id") or "", hidden))
        elif local == "workbookPr":
            self.since_1904 = attributes.get("date1904", "").lower() in _TRUE

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def where(self) -> str:
        return "The list of sheets"


@dataclass
class _Styles:
    """The number formats in the order in which cells name them."""

    since_1904: bool
    names: LocalNames = field(default_factory=LocalNames)
    codes: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    _within: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names[name]
        if local == "numFmt":
            self.codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            self._within = True
        elif local == "xf" and self._within:
            self.used.append(int(attributes.get("numFmtId") or 0))

    def end(self, name: str) -> None:
        if self.names[name] == "cellXfs":
            self._within = False

    def text(self, data: str) -> None: ...

    def where(self) -> str:
        return "The list of the workbook's formats"

    def formatters(self) -> list[Formatter | None]:
        made = {
            key: formatter_of(self.codes.get(key), key, since_1904=self.since_1904) for key in set(self.used)
        }
        return [made[key] for key in self.used]


class Xlsx:
    """One workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = relations(package, "")
        self._part = root.target_of("officeDocument") or "xl/workbook.xml"
        self._relations = relations(package, self._part)
        contents = _Contents()
        walk_all(package.pieces(self._part), contents)
        self._parts: list[str] = []
        self.sheets: Sequence[Sheet] = list(self._listed(contents))
        self._formatters = self._styles(since_1904=contents.since_1904)
        self._shared: SharedStrings | None = None
        self._merged: dict[str, Ranges] = {}

    def rows(self, index: int) -> Iterator[Row]:
        part = self._parts[index]
        handler = SheetRows(self.sheets[index].name, self._strings(), self._formatters)
        if part not in self._merged:
            self._merged[part] = merged_columns(self._package.pieces(part))
        return filled_down(handler.rows(self._package.pieces(part)), self._merged[part])

    def _listed(self, contents: _Contents) -> Iterator[Sheet]:
        """Sheets with cells; a sheet of charts, macros or dialogs has none."""
        for name, relation, hidden in contents.sheets:
            part = self._relations.targets.get(relation)
            if part is None or self._relations.kinds[relation] != "worksheet" or part not in self._package:
                continue
            self._parts.append(part)
            yield Sheet(name, self._last_row(part), hidden)

    def _last_row(self, part: str) -> int | None:
        first = next(self._package.pieces(part), b"")
        found = _DIMENSION.search(first)
        return int(found[1]) if found and len(found[1]) < 9 else None

    def _styles(self, *, since_1904: bool) -> list[Formatter | None]:
        part = self._relations.target_of("styles")
        if part is None or part not in self._package:
            return []
        styles = _Styles(since_1904)
        walk_all(self._package.pieces(part), styles)
        return styles.formatters()

    def _strings(self) -> SharedStrings:
        if self._shared is None:
            part = self._relations.target_of("sharedStrings")
            known = part is not None and part in self._package
            self._shared = SharedStrings(_texts(self._package, part) if part and known else iter(()))
        return self._shared


def relations(package: Package, part: str) -> _Relations:
    """What a part points at; the package itself is the part without a name."""
    folder, name = posixpath.split(part)
    found = _Relations(folder)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed in package:
        walk_all(package.pieces(listed), found)
    elif part:
        raise damaged(found.where())
    return found


def _texts(package: Package, part: str) -> Iterator[list[str]]:
    items = StringItems()
    for _ in walk(package.pieces(part), items):
        if items.found:
            yield items.found
            items.found = []
