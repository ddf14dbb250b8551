"""The words of workspaces."""

from sqlalchemy import Table, Text

from leadgen.db.base import Base
from leadgen.records.columns import TIME, key, needed, optional, workspace_key

# What a workspace says of a word of job titles; without a meaning, that the product's own does not hold.
vocabulary_word = Table(
    "vocabulary_word",
    Base.metadata,
    workspace_key(),
    key("vocabulary", Text),
    key("word", Text),
    optional("meaning", Text),
    needed("created_at", TIME),
)
