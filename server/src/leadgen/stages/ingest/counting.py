"""How many companies the lines of a file about contacts will make, before any is made.

By the rules of placing: a new contact's company is sought always; that of an older contact where the policy
lets the line name it. What is neither in the base nor made by an earlier line is made.
"""

from collections.abc import Collection, Mapping, Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.records import service as records
from leadgen.records.contracts import Value
from leadgen.records.employment import COMPANY
from leadgen.records.grouping import Companies, Mention
from leadgen.records.projection import names_company
from leadgen.stages.ingest.contracts import Policy
from leadgen.stages.ingest.packed import PackedMap
from leadgen.stages.ingest.parsing import ParsedLine
from leadgen.stages.ingest.repository.line_rows import StagedLine


class NewCompanies:
    """What the lines so far made. `rule`: what a line may do with the company of an older contact."""

    def __init__(self, rule: Policy) -> None:
        self._rule = rule
        self._known = Companies()
        self._made = 0
        self._employed = PackedMap()

    async def count(
        self,
        session: WorkspaceSession,
        lines: Sequence[StagedLine],
        first: Mapping[int, tuple[Mapping[str, Value], Policy]],
    ) -> int:
        """How many companies these lines, the next of the file, make. Two queries, fewer where all is known.

        `first`: of each line that is the first about an older contact, what that holds and the rule for it.
        """
        before = self._made
        naming = [line for line in lines if self._seeks(line, first.get(line.line_no))]
        await self.take_for_made(session, [mention_of(line) for line in naming])
        return self._made - before

    async def take_for_made(self, session: WorkspaceSession, mentions: Sequence[Mention]) -> None:
        """Companies that somebody else makes."""
        unknown = [mention for mention in mentions if self._known.find(mention) is None]
        if unknown:
            await self._learn(session, unknown)
        for mention in unknown:
            if self._known.find(mention) is None:
                self._made += 1
                self._known.add(mention, self._made)

    async def remember(self, session: WorkspaceSession, lines: Sequence[StagedLine]) -> None:
        """Lines that were counted before, by another run."""
        await self.count(session, lines, {})

    def _seeks(self, line: StagedLine, first: tuple[Mapping[str, Value], Policy] | None) -> bool:
        """Whether the line may make a company; it then has one, as has who held one before."""
        record_id = line.record_id
        if record_id is None:
            return False
        number = hash(record_id)
        if first is not None and COMPANY in first[0]:
            self._employed.add(number, 0)
        if not names_company(line.values or {}, line.company_keys):
            return False
        if self._employed.get(number) is not None:
            return first is not None and first[1] == "overwrite"
        if line.verdict != "create" and self._rule == "never":
            return False
        self._employed.add(number, 0)
        return True

    async def _learn(self, session: WorkspaceSession, new: Collection[Mention]) -> None:
        """What the base knows of the companies that nobody named before."""
        keys = sorted({key for mention in new for key in mention.keys})
        holders = await records.resolve(session, "company", [[key] for key in keys])
        for key, found in zip(keys, holders, strict=True):
            self._known.add_keys([key for _ in found], next((one.int for one in found), 0))
        names = {mention.name_key for mention in new if mention.name_key}
        unknown = {name for name in names if not self._known.knows_name(name)}
        for company in await records.named_companies(session, unknown):
            self._known.add_named(company)


def mention_of(line: StagedLine | ParsedLine) -> Mention:
    """The company that a line names."""
    values = line.values or {}
    return Mention(
        line.line_no,
        line.company_keys,
        _text(values.get("company_name_key")),
        _text(values.get("company_country")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
