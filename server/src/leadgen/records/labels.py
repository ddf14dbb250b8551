"""Tags and lists among written values: a tag in the spelling that is known, a list only where it is there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.records.contracts import Patch, Value
from leadgen.records.errors import InvalidValues
from leadgen.records.field import RecordKind
from leadgen.records.repository import labels, lists
from leadgen.records.values import text_key


async def refuse_unknown_lists(
    session: WorkspaceSession, kind: RecordKind, written: Sequence[Mapping[str, Value | None]]
) -> None:
    """Raises InvalidValues: a list, unlike a tag, is not made by writing it."""
    wanted = {str(one) for values in written for one in _several(values.get("lists"))}
    if wanted and wanted - await lists.there(session, kind, wanted):
        noun = "contacts" if kind == "contact" else "companies"
        raise InvalidValues({"lists": f"There is no such list of {noun}. GET /lists has those there are"})


def _several(value: Value | None) -> Sequence[str]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


async def with_known_tags(session: WorkspaceSession, patches: Sequence[Patch]) -> list[Patch]:
    """Tags in the spelling the workspace has already, so that what is kept is what will be read."""
    if not any("tags" in patch.values for patch in patches):
        return list(patches)
    wanted = {key for patch in patches for key in _tag_keys(patch.values.get("tags"))}
    names = await labels.tag_names(session, sorted(wanted))
    return [replace(patch, values=_renamed(patch.values, names)) for patch in patches]


async def known_tags(
    session: WorkspaceSession, values: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """The same for the values of one record."""
    if "tags" not in values:
        return dict(values)
    return _renamed(values, await labels.tag_names(session, sorted(_tag_keys(values["tags"]))))


def _renamed(values: Mapping[str, Value | None], names: Mapping[str, str]) -> dict[str, Value | None]:
    tags = _several(values.get("tags"))
    if not tags:
        return dict(values)
    spelled = {text_key(tag): names.get(text_key(tag), tag) for tag in tags}
    return {**values, "tags": sorted(spelled.values())}


def _tag_keys(tags: Value | None) -> set[str]:
    return {text_key(tag) for tag in _several(tags)}
