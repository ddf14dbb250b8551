"""Notes on records."""

from sqlalchemy import Index, Table, Text, Uuid

from leadgen.db.base import Base
from leadgen.records.columns import TIME, key, needed, optional, workspace_key

# A removed note keeps its row, so that it can come back; its text may be blanked for ever.
note = Table(
    "note",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("kind", Text),
    needed("record_id", Uuid),
    needed("text", Text),
    needed("author_kind", Text),
    optional("author_id", Uuid),
    needed("author_name", Text),
    needed("created_at", TIME),
    optional("edited_at", TIME),
    optional("deleted_at", TIME),
    Index("note_by_record", "workspace_id", "record_id", "id"),
)
