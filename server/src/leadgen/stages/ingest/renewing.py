"""Keys of lines that were staged before a vocabulary changed which they follow from.

The lines of an import may wait for a person for days. Their values stay as they were looked at; what they are
found by is made anew when they are applied.
"""

from collections.abc import Collection, Sequence
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.records import service as records
from leadgen.records.normalise import own_words
from leadgen.records.normalise.own_words import OwnWords
from leadgen.records.projection import plain, prepare
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.ingest.contracts import Import
from leadgen.stages.ingest.repository import chunks
from leadgen.stages.ingest.repository.chunks import Keyed


async def renew(session: WorkspaceSession, found: Import, after: int, through: int) -> OwnWords:
    """Of the lines placed next, where a list may have changed since the import began; the words of now.

    Identities are held first, so that none changes between this look and the records.
    """
    await records.hold_identities(session)
    words = await vocabularies.own_words(session)
    if await vocabularies.changed_since(session, found.created_at):
        lines = await chunks.keyed(session, found.id, after, through)
        with own_words.using(words):
            renewed = _grouped(
                lines, [_renewed(found, line) for line in lines], (*found.match, "row", "name")
            )
        changed = [new for line, new in zip(lines, renewed, strict=True) if new != line]
        await chunks.rekey(session, found.id, changed)
    return words


def _renewed(found: Import, line: Keyed) -> Keyed:
    """A line that has no identity stays known by what it was known by: by all of its cells."""
    prepared = prepare(found.kind, plain(line.values))
    keys = [key for key in prepared.keys if not key.startswith("row:")]
    values = {**line.values}
    values.pop("company_name_key", None)
    if "company_name_key" in prepared.values:
        values["company_name_key"] = cast(str, prepared.values["company_name_key"])
    unknown = [key for key in line.keys if key.startswith("row:")] or prepared.keys
    return line._replace(values=values, keys=keys or unknown, company_keys=prepared.company_keys)


def _grouped(before: Sequence[Keyed], after: Sequence[Keyed], match: Collection[str]) -> list[Keyed]:
    """Lines about one record carry one id: those that meet by their keys of now, not those that part."""
    homes: dict[str, UUID] = {}
    found: list[Keyed] = []
    for was, line in zip(before, after, strict=True):
        known = [key for key in line.keys if key.partition(":")[0] in match]
        own = line.record_id if line.verdict == "create" or line.keys == was.keys else uuid7()
        home = next((homes[key] for key in known if key in homes), own)
        homes |= dict.fromkeys(known, home)
        found.append(line._replace(record_id=home))
    return found
