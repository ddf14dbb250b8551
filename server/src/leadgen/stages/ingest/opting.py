"""Opt-outs: who a line says does not want to be written to, and by which ways."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.contracts import RecordKind
from leadgen.records.suppression import service as suppression
from leadgen.records.suppression.addresses import CHANNELS, DOMAINS, of_values
from leadgen.records.suppression.contracts import Address, Kind
from leadgen.stages.ingest.contracts import Column
from leadgen.stages.ingest.optout import opted_out
from leadgen.stages.ingest.parsing import LineProblem, ParsedLine
from leadgen.stages.ingest.repository.line_rows import StagedLine

# The entry of a line's values that names the channels; no field has this key.
OPT_OUT = "opt_out"
NOBODY = {
    "contact": "Opts out, but has no e-mail, phone or profile to keep out. Add one, or empty the cell.",
    "company": "Opts out, but has no domain to keep out. Add one, or empty the cell.",
}


class OptOuts:
    """The addresses that the lines so far kept out."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    async def count(self, session: WorkspaceSession, addresses: Iterable[Address]) -> int:
        """How many of these the file is the first to keep out. One query, none where there are no others."""
        fresh = {address for address in addresses if hash(address) not in self._seen}
        if not fresh:
            return 0
        self._seen.update(map(hash, fresh))
        return len(await suppression.new_among(session, fresh))


def checked(line: ParsedLine, columns: Sequence[Column], kind: RecordKind) -> ParsedLine:
    """The line with what its opt-out columns say; rejected where nobody could tell who opts out.

    Without cells it is one that was checked before.
    """
    if line.values is None or not line.cells or not (channels := opted_out(columns, line.cells)):
        return line
    values: dict[str, JSON] = {**line.values, OPT_OUT: sorted(channels)}
    if told(values, kind):
        return line._replace(values=values)
    problem = LineProblem(None, None, NOBODY[kind])
    return line._replace(values=None, keys=(), company_keys=(), problems=[problem])


def told(values: Mapping[str, object], kind: RecordKind) -> list[Address]:
    """The addresses that these values of a line keep out: by the channels it names, else by all it has."""
    wanted = values.get(OPT_OUT)
    if not wanted:
        return []
    if kind == "company":
        return of_values(values, DOMAINS)
    return of_values(values, _channels(wanted)) or of_values(values, CHANNELS)


def addresses_of(lines: Sequence[StagedLine], kind: RecordKind) -> list[Address]:
    """What lines keep out, whatever becomes of them: also one that leads to two records or to the trash."""
    values = [line.values for line in lines if line.values and OPT_OUT in line.values]
    return [address for one in values for address in told(one, kind)]


def _channels(wanted: object) -> Collection[Kind]:
    named = wanted if isinstance(wanted, list | tuple) else ()
    return [channel for channel in CHANNELS if channel in named] or CHANNELS
