"""Cells corrected by a person: some, or by a job all that are wrong in the same way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.errors import Invalid
from leadgen.kernel.json import JSON
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events import service as events
from leadgen.stages.ingest import parser, service
from leadgen.stages.ingest.contracts import CHUNK_LINES, Counts, Fix, Import, Line
from leadgen.stages.ingest.fixing import planning
from leadgen.stages.ingest.fixing import repository as lines
from leadgen.stages.ingest.fixing.kept import Kept
from leadgen.stages.ingest.fixing.repository import Stored
from leadgen.stages.ingest.identity import anchorless
from leadgen.stages.ingest.opting import NOBODY
from leadgen.stages.ingest.parsing import ParsedLine
from leadgen.stages.ingest.reading import LineReader
from leadgen.stages.ingest.repository import imports
from leadgen.stages.ingest.staging import request_of
from leadgen_sdk import Line as FileLine

_MOST_FIXES = 500


class FixRefused(Invalid):
    """A correction that cannot be made; the sentence says why."""


@dataclass(frozen=True)
class CellFix:
    """A new text for one cell; empty leaves its value out."""

    line_no: int
    column: int
    text: str


@dataclass(frozen=True)
class ColumnFix:
    """A new text for every cell of a column with the text `find` or the problem `problem`, or both.

    Only in rejected lines. `after` is the line so far, `done` of `total` rejected lines were looked at.
    """

    column: int
    find: str | None
    text: str
    problem: str | None
    actor: Mapping[str, JSON]
    after: int = 0
    done: int = 0
    total: int = 0

    def applies(self, line: Line) -> bool:
        """Whether this line has such a cell."""
        if self.find is not None and line.text(self.column).strip() != self.find.strip():
            return False
        return self.problem is None or any(
            one["column"] == self.column and one["message"] == self.problem for one in line.problems
        )


async def fix_cells(
    session: WorkspaceSession, import_id: UUID, actor: Actor, fixes: Sequence[CellFix]
) -> tuple[list[Line], Counts]:
    """Correct up to 500 cells of a staged import: their lines as they are now, and its counts.

    Twice does nothing twice. Raises ImportNotFound, ImportNotReady, FixRefused, TooManyRelated.
    """
    found = await service.locked(session, import_id, "corrected", "staged")
    wanted: dict[int, dict[int, str]] = {}
    for one in fixes[:_MOST_FIXES]:
        _check_column(found, one.column)
        wanted.setdefault(one.line_no, {})[one.column] = one.text
    stored = await lines.numbered(session, import_id, wanted)
    missing = sorted(wanted.keys() - {one.line.line_no for one in stored})
    if missing:
        raise FixRefused(f"The file has no line {missing[0]}. Reload the lines.")
    counts = await _correct(session, found, actor, stored, wanted)
    await events.publish(session, topic="import", ref_id=import_id)
    return [_shown(one) for one in await lines.numbered(session, import_id, wanted)], counts


async def fix_column(
    session: WorkspaceSession,
    import_id: UUID,
    actor: Actor,
    *,
    column: int,
    find: str | None,
    text: str,
    problem: str | None,
) -> Import:
    """Have a job correct all cells of a column that are wrong in the same way.

    Raises ImportNotFound, ImportNotReady, FixRefused.
    """
    found = await service.locked(session, import_id, "corrected", "staged")
    _check_column(found, column)
    if find is None and problem is None:
        raise FixRefused("Say which cells are meant: those with a text, or those with a problem.")
    who: dict[str, JSON] = {"kind": actor.kind, "id": str(actor.id) if actor.id else None, "name": actor.name}
    asked = ColumnFix(column, find, text, problem, who, total=found.counts.rejected)
    await imports.change(session, import_id, clock.now(), state="fixing", fixing=asdict(asked))
    await service.hand_over(session, import_id)
    return await service.get(session, import_id)


async def run(
    database: Database, workspace_id: UUID, import_id: UUID, should_stop: Callable[[], bool]
) -> None:
    """Bring an import from `fixing` back to `staged`, a chunk a transaction; returns early when told to.

    It may be killed anywhere and run again, or run twice at once. Raises TooManyRelated.
    """
    more = True
    while more and not should_stop():
        async with database.workspace(workspace_id) as session:
            more = await _fix_chunk(session, import_id)


async def _fix_chunk(session: WorkspaceSession, import_id: UUID) -> bool:
    found = await imports.find(session, import_id, lock=True)
    if found is None or found.state != "fixing" or found.fixing is None:
        return False
    asked = _asked(found.fixing)
    next_lines = lines.corrected if isinstance(asked, Kept) else lines.rejected
    chunk = await next_lines(session, import_id, asked.after, CHUNK_LINES)
    if not chunk:
        await imports.change(session, import_id, clock.now(), state="staged", fixing=None)
        await events.publish(session, topic="import", ref_id=import_id)
        return False
    if isinstance(asked, Kept):
        await _correct(session, found, found.actor, chunk, {})
    else:
        await _correct_column(session, found, asked, chunk)
    moved = replace(asked, after=chunk[-1].line.line_no, done=asked.done + len(chunk))
    await imports.change(session, import_id, clock.now(), fixing=asdict(moved))
    await events.publish(session, topic="import", ref_id=import_id)
    return True


def _asked(fixing: Mapping[str, JSON]) -> ColumnFix | Kept:
    kept = cast(dict[str, Any], fixing)
    return ColumnFix(**kept) if "column" in kept else Kept(**kept)


async def _correct_column(
    session: WorkspaceSession, found: Import, asked: ColumnFix, chunk: Sequence[Stored]
) -> None:
    meant = [one for one in chunk if asked.applies(_shown(one))]
    if meant:
        wanted = {one.line.line_no: {asked.column: asked.text} for one in meant}
        await _correct(session, found, _actor(asked), meant, wanted)


async def _correct(
    session: WorkspaceSession,
    found: Import,
    actor: Actor,
    stored: Sequence[Stored],
    wanted: Mapping[int, Mapping[int, str]],
) -> Counts:
    """Read the lines with their corrections and these new ones, plan them, and keep all of it."""
    reader = LineReader(await request_of(session, found))
    at = clock.now().isoformat()
    fixed = [_fixed(one, wanted.get(one.line.line_no, {}), actor.name, at) for one in stored]
    read = [_read(reader, found, one) for one in fixed]
    planned, changed, counts = await planning.plan_anew(session, found, stored, read)
    counts = counts.plus({"fixes": _cells(fixed) - _cells(stored)})
    after = [Stored(line, one.fixed) for line, one in zip(planned, fixed, strict=True)]
    await lines.write(session, found.id, after)
    await lines.replan(session, found.id, changed)
    if any(column.opt_out for column in found.columns):
        counts = replace(counts, suppressions=await planning.kept_out(session, found))
    await imports.change(session, found.id, clock.now(), counts=counts, version=found.version + 1)
    return counts


def _cells(lines: Sequence[Stored]) -> int:
    """How many of their cells are corrected."""
    return sum(len(line.fixed) for line in lines)


def _fixed(stored: Stored, texts: Mapping[int, str], by: str, at: str) -> Stored:
    """With what is read from now on; a text as in the file is no correction."""
    fixed = dict(stored.fixed)
    line = _shown(stored)
    for column, text in texts.items():
        clean = text.replace("\0", "")
        if column < len(line.cells) and clean == line.cells[column]:
            fixed.pop(column, None)
        elif clean != line.text(column):
            fixed[column] = Fix(clean, by, at)
    return Stored(stored.line, fixed)


def _read(reader: LineReader, found: Import, stored: Stored) -> ParsedLine:
    """As if the file had said so. What is wrong with the line as such stays wrong."""
    line = _shown(stored)
    width = max(len(line.cells), len(found.columns))
    cells = [line.text(column) for column in range(width)]
    own = {anchorless(found.kind, ()), NOBODY[found.kind]}
    broken = [
        str(one["message"]) for one in line.problems if one["column"] is None and one["message"] not in own
    ]
    is_broken = stored.line.verdict == "rejected" and bool(broken)
    return parser.parsed(reader.line(FileLine(line.line_no, cells, broken[0] if is_broken else None)))


def _shown(stored: Stored) -> Line:
    line = stored.line
    return Line(line.line_no, line.cells, line.verdict, line.record_id, line.problems, stored.fixed)


def _check_column(found: Import, column: int) -> None:
    if not 0 <= column < len(found.columns):
        raise FixRefused(f"The file has no column {column + 1}; it has {len(found.columns)}.")


def _actor(asked: ColumnFix) -> Actor:
    kept: Any = asked.actor
    return Actor(kept["kind"], UUID(kept["id"]) if kept["id"] else None, kept["name"])
