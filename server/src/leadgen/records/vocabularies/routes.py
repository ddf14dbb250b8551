"""Vocabularies over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query

from leadgen.platform.web import Access, WorkspaceTx, problems
from leadgen.records.normalise import own_words, title
from leadgen.records.normalise.own_words import Entry, OwnWords, VocabularyName
from leadgen.records.vocabularies import changing, repository, schemas, service, words

router = APIRouter(tags=["Vocabularies"])
Name = Annotated[VocabularyName, Path(examples=["department"])]


@router.get("/vocabularies", operation_id="list_vocabularies")
async def list_vocabularies(session: WorkspaceTx) -> schemas.VocabularyList:
    """The vocabularies there are, and how many entries of your own each has."""
    own = await service.own_words(session)
    return schemas.VocabularyList(
        items=[schemas.VocabularyName(name=name, entries=len(getattr(own, name))) for name in words.LABELS]
    )


@router.get("/vocabularies/{name}", operation_id="get_vocabulary")
async def get_vocabulary(name: Name, session: WorkspaceTx) -> schemas.Vocabulary:
    """The words of a vocabulary: those of the product, and your own."""
    return await _shown(session, name, await service.own_words(session))


@router.put(
    "/vocabularies/{name}", operation_id="set_vocabulary", responses=problems(service.VocabularyInvalid)
)
async def set_vocabulary(
    name: Name, body: schemas.VocabularyDraft, identity: Access, session: WorkspaceTx
) -> schemas.Vocabulary:
    """Say what words mean here. It counts for what is written from now on; stored values stay.

    Where keys follow from the list, an operation rewrites those that are stored: `rekeying`.
    """
    entries = [(one.word, one.meaning) for one in body.entries]
    return await _shown(session, name, await changing.change(session, identity.actor, name, entries))


@router.get("/title-reading", operation_id="read_title")
async def read_title(
    session: WorkspaceTx,
    text: Annotated[str, Query(max_length=300, examples=["Head of Vibes"], description="A job title.")],
) -> schemas.TitleReading:
    """What a job title says of the person, by the words that hold here."""
    with own_words.using(await service.own_words(session)):
        found, because = title.read(text), title.because(text)
    return schemas.TitleReading(
        title=found.display,
        seniority=found.seniority,
        department=found.department,
        because=[
            schemas.TitleReason(word=one.phrase, vocabulary=one.vocabulary, meaning=one.meaning)
            for one in because
        ],
    )


async def _shown(session: WorkspaceTx, name: VocabularyName, own: OwnWords) -> schemas.Vocabulary:
    entries: Sequence[Entry] = getattr(own, name)
    return schemas.Vocabulary(
        name=name,
        meanings=[
            schemas.VocabularyMeaning(value=value, label=words.LABELS[name][value], words=list(listed))
            for value, listed in words.built_in(name).items()
        ],
        entries=[schemas.VocabularyEntry(word=word, meaning=meaning) for word, meaning in entries],
        rekeying=await repository.last_rekeying(session, name) if name in words.KEYS_OF else None,
    )
