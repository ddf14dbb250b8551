"""Lists of records, and their members."""

from sqlalchemy import Index, Table, Text, text

from leadgen.db.base import Base
from leadgen.records.columns import TIME, key, needed, optional, within, workspace_key

# A deleted list keeps its members, so that what put them there can still be undone.
list_ = Table(
    "list",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("kind", Text),
    needed("name", Text),
    needed("key", Text),
    needed("description", Text),
    needed("created_at", TIME),
    optional("archived_at", TIME),
    Index(
        "list_by_name",
        "workspace_id",
        "kind",
        "key",
        unique=True,
        postgresql_where=text("archived_at IS NULL"),
    ),
)

record_list = Table(
    "record_list",
    Base.metadata,
    key("workspace_id"),
    key("record_id"),
    key("list_id"),
    within("list_id", "list"),
    Index("record_list_by_list", "workspace_id", "list_id", "record_id"),
)
