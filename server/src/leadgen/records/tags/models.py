"""Tags, and the records that have them."""

from sqlalchemy import Index, Table, Text, UniqueConstraint

from leadgen.db.base import Base
from leadgen.records.columns import key, needed, within, workspace_key

tag = Table(
    "tag",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("name", Text),
    needed("key", Text),
    UniqueConstraint("workspace_id", "key"),
)

record_tag = Table(
    "record_tag",
    Base.metadata,
    key("workspace_id"),
    key("record_id"),
    key("tag_id"),
    within("tag_id", "tag"),
    Index("record_tag_by_tag", "workspace_id", "tag_id", "record_id"),
)
