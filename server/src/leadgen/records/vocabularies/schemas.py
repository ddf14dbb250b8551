"""Vocabularies on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from leadgen.platform.web import Schema, example

Word = Annotated[str, Field(min_length=1, max_length=120)]


class VocabularyEntry(Schema):
    """What a word means here."""

    model_config = example({"word": "vibes", "meaning": "operations"})

    word: Word = Field(
        description="A word, or some of them, in any letter case. Of a title a star is a rest of it; of role "
        "mailboxes it is what stands before the @, of free mail a domain."
    )
    meaning: str | None = Field(
        max_length=40,
        description="A choice of the field of that name, else the vocabulary's name; null: not what the "
        "product says.",
    )


class VocabularyMeaning(Schema):
    """A choice, with the words of all languages that the product knows for it."""

    model_config = example({"value": "operations", "label": "Operations", "words": ["logistics"]})

    value: str
    label: str
    words: list[str]


class Vocabulary(Schema):
    """The words of a vocabulary: those of the product, and your own."""

    model_config = example(
        {
            "name": "department",
            "meanings": [{"value": "operations", "label": "Operations", "words": ["logistics"]}],
            "entries": [{"word": "vibes", "meaning": "operations"}],
            "rekeying": None,
        }
    )

    name: str
    meanings: list[VocabularyMeaning]
    entries: list[VocabularyEntry] = Field(description="What differs here from the product's own words.")
    rekeying: UUID | None = Field(
        description="The last operation that rewrote keys for a change of this vocabulary; null: none did."
    )


class VocabularyName(Schema):
    """A vocabulary, and how many entries of your own it has."""

    model_config = example({"name": "department", "entries": 1})

    name: str
    entries: int


class VocabularyList(Schema):
    """The vocabularies there are."""

    model_config = example({"items": [{"name": "department", "entries": 1}]})

    items: list[VocabularyName]


class VocabularyDraft(Schema):
    """All entries of your own; those that are not here are gone."""

    model_config = example({"entries": [{"word": "vibes", "meaning": "operations"}]})

    entries: list[VocabularyEntry] = Field(max_length=1_000)


class TitleReason(Schema):
    """A word of a title, and what it means."""

    model_config = example({"word": "head", "vocabulary": "seniority", "meaning": "head"})

    word: str
    vocabulary: str
    meaning: str


class TitleReading(Schema):
    """What a job title says of the person."""

    model_config = example(
        {
            "title": "Head of Vibes",
            "seniority": "head",
            "department": "operations",
            "because": [{"word": "head", "vocabulary": "seniority", "meaning": "head"}],
        }
    )

    title: str
    seniority: str
    department: str
    because: list[TitleReason]
