"""Vocabularies over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from leadgen.platform.web import Access, WorkspaceTx, problems
from leadgen.records.normalise import own_words, title
from leadgen.records.normalise.own_words import OwnWords, VocabularyName
from leadgen.records.vocabularies import schemas, service

router = APIRouter(tags=["Vocabularies"])
Name = Annotated[VocabularyName, Path(examples=["department"])]
_LABELS = {
    "seniority": {str(value): label for value, label in title.SENIORITY_LABELS.items()},
    "department": {str(value): label for value, label in title.DEPARTMENT_LABELS.items()},
}


@router.get("/vocabularies", operation_id="list_vocabularies")
async def list_vocabularies(session: WorkspaceTx) -> schemas.VocabularyList:
    """The vocabularies there are, and how many entries of your own each has."""
    own = await service.own_words(session)
    counts = {"seniority": len(own.seniority), "department": len(own.department)}
    return schemas.VocabularyList(
        items=[schemas.VocabularyName(name=name, entries=count) for name, count in counts.items()]
    )


@router.get("/vocabularies/{name}", operation_id="get_vocabulary")
async def get_vocabulary(name: Name, session: WorkspaceTx) -> schemas.Vocabulary:
    """The words of job titles that tell a rank or a department: those of the product, and your own."""
    return _shown(name, await service.own_words(session))


@router.put(
    "/vocabularies/{name}", operation_id="set_vocabulary", responses=problems(service.VocabularyInvalid)
)
async def set_vocabulary(
    name: Name, body: schemas.VocabularyDraft, identity: Access, session: WorkspaceTx
) -> schemas.Vocabulary:
    """Say what words mean here. It counts for what is written from now on; stored values stay."""
    entries = [(one.word, one.meaning) for one in body.entries]
    return _shown(name, await service.replace(session, identity.actor, name, entries))


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


def _shown(name: VocabularyName, own: OwnWords) -> schemas.Vocabulary:
    entries = own.seniority if name == "seniority" else own.department
    return schemas.Vocabulary(
        name=name,
        meanings=[
            schemas.VocabularyMeaning(value=value, label=_LABELS[name][value], words=list(words))
            for value, words in title.built_in(name).items()
        ],
        entries=[schemas.VocabularyEntry(word=word, meaning=meaning) for word, meaning in entries],
    )
