"""Tags are renamed, merged, taken off all contacts, and forgotten where nobody has them."""

from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.errors import Conflict, Invalid, NotFound
from leadgen.platform.auth.contracts import Actor
from leadgen.records.bulk import run
from leadgen.records.bulk.acts import Label
from leadgen.records.errors import InvalidValues
from leadgen.records.normalise import choices
from leadgen.records.repository import bulk, operations, tags
from leadgen.records.repository.bulk import Pool
from leadgen.records.repository.grid import Total
from leadgen.records.repository.tags import Tag
from leadgen.records.tags import schemas
from leadgen.records.values import text_key

MOST_SHOWN = 2_000


class TagNotFound(NotFound):
    """No such tag here."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such tag here. It may have been merged or removed; GET /tags lists them."
        )


class TagExists(Conflict):
    """Another tag is that word already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a tag “{name}” already. Merge the two, or choose another name.")


class SameTag(Invalid):
    """A tag cannot be merged into itself."""

    def __init__(self) -> None:
        super().__init__("These are one and the same tag. Choose another one to merge it into.")


async def every(session: WorkspaceSession) -> schemas.Tags:
    """By name, with how many contacts have each."""
    counts = await tags.usage(session, MOST_SHOWN)
    return schemas.Tags(
        items=[_shown(tag, counts.get(tag.id)) for tag in await tags.every(session, MOST_SHOWN)]
    )


async def rename(session: WorkspaceSession, tag_id: UUID, name: str) -> schemas.Tag:
    """Another word for it, wherever it is; History keeps the old one. Raises TagNotFound, TagExists."""
    await _found(session, tag_id)
    tag = Tag(tag_id, _one_tag(name, "name"))
    if not await tags.rename(session, tag, text_key(tag.name)):
        raise TagExists(tag.name)
    return _shown(tag, (await tags.usage(session, MOST_SHOWN)).get(tag_id))


async def merge(session: WorkspaceSession, actor: Actor, tag_id: UUID, into: str) -> UUID:
    """Every contact that has the tag gets the other one instead. The operation, which can be undone.

    Raises TagNotFound, SameTag, InvalidValues.
    """
    tag, name = await _found(session, tag_id), _one_tag(into, "into")
    if text_key(name) == text_key(tag.name):
        raise SameTag
    return await _take_off(session, actor, tag, Label("tags", add=[name]))


async def remove(session: WorkspaceSession, actor: Actor, tag_id: UUID) -> UUID:
    """No contact has it any more. The operation, which can be undone. Raises TagNotFound."""
    return await _take_off(session, actor, await _found(session, tag_id), Label("tags"))


async def clean(session: WorkspaceSession) -> int:
    """Forget the tags that no contact has, not even one in the trash. How many they were."""
    return await tags.forget_unused(session)


def _one_tag(text: str, member: str) -> str:
    """Raises InvalidValues."""
    words = choices.tags(text)
    if len(words) != 1:
        raise InvalidValues({member: "A tag is one word or phrase, without commas, semicolons and bars"})
    return words[0]


async def _take_off(session: WorkspaceSession, actor: Actor, tag: Tag, act: Label) -> UUID:
    pool = Pool("contact", tags.having(tag.id))
    whole = Label("tags", act.add, [tag.name])
    operation_id = await run.start(session, actor, whole, pool, await bulk.count(session, pool))
    operation = (await operations.by_ids(session, [operation_id]))[operation_id]
    if operation.state == "done":
        await tags.forget_unused(session, tag.id)
    return operation_id


async def _found(session: WorkspaceSession, tag_id: UUID) -> Tag:
    found = await tags.locked(session, tag_id)
    if found is None:
        raise TagNotFound
    return found


def _shown(tag: Tag, count: Total | None) -> schemas.Tag:
    total = count or Total(0, exact=True)
    return schemas.Tag.model_validate(
        {"id": tag.id, "name": tag.name, "count": {"value": total.value, "exact": total.exact}}
    )
