"""Who is never written to again."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from leadgen.db.base import Base
from leadgen.records.columns import TIME, key, needed, optional, within, workspace_key

suppression = Table(
    "suppression",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("kind", Text),
    optional("value", Text),
    needed("digest", LargeBinary),
    needed("reason", Text),
    needed("note", Text),
    optional("operation_id", Uuid),
    Column("also_by", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    needed("actor_kind", Text),
    optional("actor_id", Uuid),
    needed("actor_name", Text),
    needed("created_at", TIME),
    within("operation_id", "operation"),
    UniqueConstraint("workspace_id", "kind", "digest"),
    Index("suppression_by_operation", "workspace_id", "operation_id"),
)
