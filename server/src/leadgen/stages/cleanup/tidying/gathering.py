"""What the rules look at, read for many records with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import journal
from leadgen.records.contracts import Operation
from leadgen.records.field import Field, RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise import Context
from leadgen.records.repository import colleagues, history, operations, reading
from leadgen.records.repository.history import ChangeRow
from leadgen.stages.cleanup.tidying import domains
from leadgen.stages.cleanup.tidying.contracts import Rule
from leadgen.stages.cleanup.tidying.proposing import Background, Root
from leadgen.stages.cleanup.tidying.reading import Reader, read_again
from leadgen.stages.ingest.contracts import Reread
from leadgen.stages.ingest.service import Rereader

_CLEANUP = "cleanup"
_Changes = Mapping[tuple[UUID, UUID], ChangeRow]


@dataclass(frozen=True)
class Gathered:
    """Records with what stands behind them."""

    held: Sequence[Held]
    behind: Mapping[UUID, Background]


class Gatherer:
    """Reads piece after piece; what many records share is read once."""

    def __init__(self, kind: RecordKind, fields: Sequence[Field], reader: Reader) -> None:
        self.fields = fields
        self.reader = reader
        self._kind: RecordKind = kind
        self._lines = Rereader()
        self._operations: dict[UUID, Operation] = {}

    async def gather(
        self, session: WorkspaceSession, ids: Collection[UUID], rules: Collection[Rule]
    ) -> Gathered:
        """Those of the records that were not removed."""
        found = await reading.hold(session, self._kind, ids, beside=self.fields)
        held = [one for one in found.values() if one.alive]
        changes = await self._changes(session, held)
        lines = await self._reread(session, held, changes)
        pinned: dict[UUID, set[str]] = defaultdict(set)
        for pin in await history.pins(session, ids):
            pinned[pin.record_id].add(pin.field)
        hosts = await self._hosts(session, held) if "domain" in rules and self._kind == "company" else {}
        behind = {
            one.id: Background(
                by_hand=frozenset(pinned[one.id]) | self._typed(one),
                inferred=self._inferred(one, pinned[one.id]),
                roots=self._roots(one, changes),
                lines=lines.get(one.id, {}),
                domain=domains.of_company(one.values, hosts.get(one.id, ())) if "domain" in rules else None,
            )
            for one in held
        }
        return Gathered(held, behind)

    async def _changes(self, session: WorkspaceSession, held: Sequence[Held]) -> _Changes:
        """What cleanups and imports changed in these records, as far back as cleanups go."""
        found: dict[tuple[UUID, UUID], ChangeRow] = {}
        wanted = {author for one in held for author in (one.origin_id, *one.authors.values())}
        seen: set[UUID] = set()
        while wanted:
            await self._look_up(session, wanted)
            seen |= wanted
            kinds = (_CLEANUP, "import")
            asked = [one for one in wanted if one in self._operations and self._operations[one].kind in kinds]
            rows = await history.of_records(session, [one.id for one in held], asked) if asked else []
            found |= {(row.record_id, row.operation_id): row for row in rows}
            wanted = {
                UUID(author)
                for row in rows
                if self._is(row.operation_id, _CLEANUP)
                for author in row.before_by.values()
            } - seen
        return found

    async def _look_up(self, session: WorkspaceSession, ids: Collection[UUID]) -> None:
        missing = set(ids) - self._operations.keys()
        if missing:
            self._operations |= await operations.by_ids(session, missing)

    async def _reread(
        self, session: WorkspaceSession, held: Sequence[Held], changes: _Changes
    ) -> dict[UUID, dict[UUID, Reread]]:
        """Record → operation → its line of the file."""
        of_line: dict[tuple[UUID, int], list[UUID]] = defaultdict(list)
        for one in held:
            if one.origin_line_no is not None and self._is(one.origin_id, "import"):
                of_line[one.origin_id, one.origin_line_no].append(one.id)
        for (record_id, operation_id), row in changes.items():
            if row.line_no is not None and self._is(operation_id, "import"):
                of_line[operation_id, row.line_no].append(record_id)
        found: dict[UUID, dict[UUID, Reread]] = defaultdict(dict)
        for ref, line in (await self._lines.lines(session, of_line.keys())).items():
            for record_id in of_line[ref]:
                found[record_id][ref[0]] = line
        return found

    def _roots(self, held: Held, changes: _Changes) -> dict[str, Root]:
        """Of the fields that a cleanup wrote: who wrote them before."""
        found: dict[str, Root] = {}
        for key, author in held.authors.items():
            value = held.values.get(key)
            root = Root(author, value)
            while self._is(root.author, _CLEANUP) and (row := changes.get((held.id, root.author))):
                before_by = row.before_by.get(key)
                root = Root(UUID(before_by) if before_by else held.origin_id, row.before.get(key))
            if root.author != author:
                found[key] = root
        return found

    def _typed(self, held: Held) -> frozenset[str]:
        """What a person wrote when they made the record by hand."""
        if not (self._is(held.origin_id, "create") and self._is_of_person(held.origin_id)):
            return frozenset()
        return frozenset(held.values.keys() - held.authors.keys())

    def _inferred(self, held: Held, pinned: Collection[str]) -> frozenset[str]:
        return frozenset(
            key
            for key, author in held.authors.items()
            if key not in pinned and self._is(author, "edit") and self._is_of_person(author)
        )

    def _is(self, operation_id: UUID, kind: str) -> bool:
        found = self._operations.get(operation_id)
        return found is not None and found.kind == kind

    def _is_of_person(self, operation_id: UUID) -> bool:
        return self._operations[operation_id].actor.kind == "user"

    async def _hosts(
        self, session: WorkspaceSession, held: Sequence[Held]
    ) -> dict[UUID, list[tuple[str, int]]]:
        """Of companies without a domain: where their people have a mailbox."""
        wanted = [one.id for one in held if "company_domain" not in one.values]
        found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
        for one in await colleagues.mail_hosts(session, wanted) if wanted else ():
            found[one.company_id].append((one.host, one.people))
        return found


async def gatherer(session: WorkspaceSession, kind: RecordKind) -> Gatherer:
    """For records of this kind, with the normalisers as the workspace has them now."""
    fields = read_again(await journal.fields_of(session, kind))
    country = (await workspaces.read(session)).country
    return Gatherer(kind, fields, Reader(Context(country=country)))
