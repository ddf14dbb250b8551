"""Why a value is believed: which operation authored it, and the cell or edit it came from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.contracts import (
    FieldRef,
    Finding,
    FindingSource,
    LineRef,
    LineSource,
    Operation,
    SourceCell,
    SourceLine,
    Value,
)
from leadgen.records.derivation import FOLLOWS, follows
from leadgen.records.errors import RecordNotFound
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.normalise import own_words
from leadgen.records.projection import EMPLOYER_FIELDS, NAME_PARTS
from leadgen.records.registry import REFERENCES, registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import history, merging, operations, reading
from leadgen.records.repository.history import ChangeRow, StateRow
from leadgen.records.vocabularies import service as vocabularies

_sources: dict[str, LineSource] = {}
_finders: dict[str, FindingSource] = {}

# Fields whose value may be worked out from the cell of another one.
_WORKED_OUT: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(NAME_PARTS, ("full_name",)),
    **{key: (source,) for key, source in FOLLOWS.items()},
    "full_name": tuple(NAME_PARTS),
    "company_domain": ("company_website", "email"),
    "company": (*EMPLOYER_FIELDS[1:], "email"),
}


def register(operation_kind: str, source: LineSource) -> None:
    """Say who knows the lines behind operations of this kind; done when the product is assembled."""
    _sources[operation_kind] = source


def register_findings(operation_kind: str, source: FindingSource) -> None:
    """Say who knows what stood behind the values that operations of this kind found."""
    _finders[operation_kind] = source


def sourced() -> frozenset[str]:
    """The kinds of operations whose values have a source beside the word of whoever wrote them."""
    return frozenset(_sources) | frozenset(_finders)


async def lines(
    session: WorkspaceSession, known: Mapping[UUID, Operation], wanted: Collection[LineRef]
) -> dict[LineRef, SourceLine]:
    """The lines behind changes, as far as a stage still has them."""
    found: dict[LineRef, SourceLine] = {}
    for kind, refs in _by_kind(known, wanted).items():
        found |= await _sources[kind].lines(session, refs)
    return found


async def imports(session: WorkspaceSession, known: Collection[Operation]) -> dict[UUID, UUID]:
    """Operation → import, for those that were one."""
    found: dict[UUID, UUID] = {}
    for kind, source in _sources.items():
        ids = [operation.id for operation in known if operation.kind == kind]
        found |= await source.imports(session, ids) if ids else {}
    return found


@dataclass(frozen=True)
class Source:
    """Where a value came from. `raw` is what the file said, `corrected` what a person had read instead.

    Of a value that was found: the words of a page and who read them; `note` says why it is, or is not.
    """

    kind: Literal["import", "edit", "derived", "check", "enrichment"]
    filename: str | None = None
    line_no: int | None = None
    columns: Sequence[str] = ()
    raw: str | None = None
    import_id: UUID | None = None
    corrected: str | None = None
    corrected_by: str | None = None
    note: str | None = None
    url: str | None = None
    quote: str | None = None
    provider: str | None = None
    model: str | None = None
    retrieved_at: datetime | None = None


@dataclass(frozen=True)
class Evidence:
    """One value of a record with its author and its source."""

    field: str
    value: Value | None
    state: str
    pinned: bool
    operation: Operation
    at: datetime
    expires_at: datetime | None
    source: Source
    confidence: float | None


async def of_record(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> list[Evidence]:
    """Evidence of every field that has a value or was emptied on purpose. Raises RecordNotFound.

    After an undo the earlier author counts again, and with it its evidence.
    """
    held = (await reading.hold(session, kind, [record_id])).get(record_id)
    if held is None or not held.alive:
        raise RecordNotFound
    away = {field.key for field in await custom_fields.put_away(session)}
    every = await history.states_of(session, record_id)
    states = {key: state for key, state in every.items() if key not in away}
    authors = {held.author(key) for key in _shown(held, states)} | {held.origin_id}
    known = await operations.by_ids(session, authors)
    roots = await _roots(session, held, known)
    authors |= {root.author for root in roots.values()}
    known |= await operations.by_ids(session, authors - known.keys())
    refs = await _line_refs(session, held, authors)
    found = await lines(session, known, refs)
    told = [(ref[0], found[ref]) for ref in refs if ref in found]
    fields, shown = by_key(registered(kind)), _shown(held, states)
    enriched = await _enriched(session, held, states, known, roots)
    with own_words.using(await vocabularies.words_for(session, shown)):
        return [_evidence(held, key, states.get(key), known, told, fields, roots, enriched) for key in shown]


@dataclass(frozen=True)
class _Root:
    """Where a value came from before it was cleaned up: who wrote it, and what it was then."""

    author: UUID
    value: Value | None


async def _roots(session: WorkspaceSession, held: Held, known: Mapping[UUID, Operation]) -> dict[str, _Root]:
    """Of the fields that a cleanup wrote. It only reads again what was there, so it is no source itself."""
    found = {key: _Root(author, held.values.get(key)) for key, author in held.authors.items()}
    changes: dict[UUID, ChangeRow] = {}
    cleanups = {one.id for one in known.values() if one.kind == "cleanup"}
    while cleanups:
        changes |= await history.change_at(session, held.id, cleanups)
        found = {key: _before(held, key, root, changes) for key, root in found.items()}
        older = await operations.by_ids(session, {root.author for root in found.values()} - known.keys())
        cleanups = {one.id for one in older.values() if one.kind == "cleanup"} - changes.keys()
    return {key: root for key, root in found.items() if root.author != held.author(key)}


def _before(held: Held, key: str, root: _Root, changes: Mapping[UUID, ChangeRow]) -> _Root:
    """As it was before these changes."""
    while (change := changes.get(root.author)) is not None and key in change.before:
        author = change.before_by.get(key)
        root = _Root(UUID(author) if author else held.origin_id, change.before[key])
    return root


async def _enriched(
    session: WorkspaceSession,
    held: Held,
    states: Mapping[str, StateRow],
    known: Mapping[UUID, Operation],
    roots: Mapping[str, _Root],
) -> dict[str, Source]:
    """Field → source, of those that were looked for by a machine: found, or not and why."""
    authors = {
        key: roots[key].author if key in roots else state.operation_id for key, state in states.items()
    }
    wanted: dict[str, list[FieldRef]] = defaultdict(list)
    for key, author in authors.items():
        if known[author].kind in _finders:
            wanted[known[author].kind].append((author, key))
    found: dict[FieldRef, Finding] = {}
    for kind, refs in wanted.items():
        found |= await _finders[kind].findings(session, held.id, refs)
        if left := [ref for ref in refs if ref not in found]:
            for one in await _merged(session, held):
                found |= await _finders[kind].findings(session, one.id, left)
    behind = [ref for refs in wanted.values() for ref in refs]
    reasons = await history.reasons(session, held.id, {author for author, _ in behind}) if behind else {}
    return {ref[1]: _found(known[ref[0]], found.get(ref), reasons.get(ref)) for ref in behind}


def _found(operation: Operation, finding: Finding | None, reason: str | None) -> Source:
    if reason is not None:
        return Source("enrichment", note=reason)
    if finding is None:
        return Source("enrichment", provider=operation.source)
    return Source(
        "enrichment",
        url=finding.url,
        quote=finding.quote,
        provider=finding.provider,
        model=finding.model,
        retrieved_at=finding.retrieved_at,
        note=finding.reason or None,
    )


def _shown(held: Held, states: Mapping[str, StateRow]) -> list[str]:
    """The fields in a steady order."""
    return sorted(held.values.keys() | states.keys())


async def _line_refs(session: WorkspaceSession, held: Held, authors: Collection[UUID]) -> list[LineRef]:
    """The lines of these operations that were about this record, then those about what was merged into it."""
    found: dict[LineRef, None] = {}
    for record in [held, *await _merged(session, held)]:
        changes = await history.change_at(session, record.id, authors)
        lines_of = {operation_id: row.line_no for operation_id, row in changes.items()}
        if record.origin_id in authors:
            lines_of[record.origin_id] = record.origin_line_no or lines_of.get(record.origin_id)
        found |= {(operation, line): None for operation, line in lines_of.items() if line is not None}
    return list(found)


async def _merged(session: WorkspaceSession, held: Held) -> Sequence[Held]:
    """What went into the record, and what had gone into that before."""
    ids, seen = [held.id], list[UUID]()
    while ids:
        ids = [one.record_id for one in await merging.into(session, held.kind, ids)]
        seen += ids
    return list((await reading.hold(session, held.kind, seen, beside=())).values()) if seen else ()


def _evidence(
    held: Held,
    key: str,
    state: StateRow | None,
    known: Mapping[UUID, Operation],
    told: Sequence[tuple[UUID, SourceLine]],
    fields: Mapping[str, Field],
    roots: Mapping[str, _Root],
    enriched: Mapping[str, Source],
) -> Evidence:
    part = _last_part(held) if key == "full_name" else key
    operation = known[held.author(part)]
    value = held.values.get(key)
    root = roots.get(part) or _Root(operation.id, value)
    own = [line for operation_id, line in told if operation_id == root.author]
    line = next((one for one in own if _says(one, key, root.value)), own[0] if own else None)
    at = state.checked_at if state else held.created_at
    since = at if root.author == operation.id else known[root.author].created_at
    days = fields[key].trusted_days(value) if value is not None and key in fields else None
    return Evidence(
        field=key,
        value=value,
        state=state.state if state else "value",
        pinned=state.pinned if state else False,
        operation=operation,
        at=at,
        expires_at=_until(state, since, days),
        source=enriched.get(part) or _source_of(held, key, operation, root, line),
        confidence=state.confidence if state else None,
    )


def _until(state: StateRow | None, since: datetime, days: int | None) -> datetime | None:
    if state is not None and state.expires_at is not None:
        return state.expires_at
    return since + timedelta(days=days) if days is not None else None


def _says(line: SourceLine, field: str, value: Value | None) -> bool:
    """Whether a cell of the line gives this value; one import may have been about both of two that merged."""
    return any(cell.field == REFERENCES.get(field, field) and _gives(cell, value) for cell in line.cells)


def _last_part(held: Held) -> str:
    """A composed name has the author of the part that was written last."""
    return max(NAME_PARTS, key=held.author)


def _source_of(held: Held, key: str, operation: Operation, root: _Root, line: SourceLine | None) -> Source:
    if operation.kind == "refresh":
        return Source("check")
    if operation.kind == "cleanup" and line is None:
        if key in FOLLOWS and follows(held.values, key):
            return _following(held, key)
        return Source("derived", raw=None if root.value is None else str(root.value), note="Read again")
    return inferred(held, key) or source_of(key, root.value, line)


def _following(held: Held, key: str) -> Source:
    source = FOLLOWS[key]
    return Source("derived", raw=str(held.values[source]), note=f"From the {source.replace('_', ' ')}")


def inferred(held: Held, key: str) -> Source | None:
    """Where no line says more: the field that this one follows, if one act wrote both."""
    source = FOLLOWS.get(key, "")
    both = held.author(key) == held.author(source) != held.origin_id
    if not both or not follows(held.values, key):
        return None
    return _following(held, key)


def source_of(field: str, value: Value | None, line: SourceLine | None) -> Source:
    """The cells of the line that give this very value; without a line the value was typed in. Pure.

    Several columns may feed one field: those whose value is not the one that is held are left out, unless
    none is. A value worked out from another field's cell says so.
    """
    if line is None:
        return Source("edit")
    own = [cell for cell in line.cells if cell.field == REFERENCES.get(field, field)]
    matching = [cell for cell in own if _gives(cell, value)] or own
    if matching:
        return _source("import", line, matching)
    others = [cell for cell in line.cells if cell.field in _WORKED_OUT.get(field, ()) and _read(cell).strip()]
    return _source("derived", line, others)


def _gives(cell: SourceCell, value: Value | None) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        given = (
            cell.value
            if isinstance(cell.value, Sequence) and not isinstance(cell.value, str)
            else [cell.value]
        )
        return any(one in value for one in given)
    return cell.value == value


def _read(cell: SourceCell) -> str:
    return cell.raw if cell.corrected is None else cell.corrected


def _source(kind: Literal["import", "derived"], line: SourceLine, cells: Sequence[SourceCell]) -> Source:
    corrected = [cell for cell in cells if cell.corrected is not None]
    return Source(
        kind=kind,
        filename=line.filename,
        line_no=line.line_no,
        columns=list(dict.fromkeys(cell.column for cell in cells)),
        raw=", ".join(dict.fromkeys(cell.raw for cell in cells)) or None,
        import_id=line.import_id,
        corrected=", ".join(dict.fromkeys(map(_read, cells))) if corrected else None,
        corrected_by=", ".join(dict.fromkeys(cell.corrected_by or "" for cell in corrected)) or None,
        note=line.note or None,
    )


def _by_kind(known: Mapping[UUID, Operation], wanted: Collection[LineRef]) -> dict[str, list[LineRef]]:
    groups: dict[str, list[LineRef]] = defaultdict(list)
    for operation_id, line_no in wanted:
        kind = known[operation_id].kind
        if kind in _sources:
            groups[kind].append((operation_id, line_no))
    return groups
