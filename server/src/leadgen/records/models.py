"""The tables of records and of their journal. Contact and company have the columns of the field registry."""

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    Index,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from leadgen.db.base import Base
from leadgen.records.columns import TIME, Type, key, needed, optional, within, workspace_key
from leadgen.records.field import ColumnType, RecordKind
from leadgen.records.registry import registered

_TYPES: dict[ColumnType, Type] = {"text": Text, "bigint": BigInteger, "date": Date, "uuid": Uuid}


def _alive(name: str, *columns: str) -> Index:
    return Index(name, "workspace_id", *columns, "id", postgresql_where=text("deleted_at IS NULL"))


def field_columns(kind: RecordKind) -> list[Column[Any]]:
    """The columns the registry asks for: the values, and the comparable forms beside them."""
    columns = {name: column_type for field in registered(kind) for name, column_type in field.columns}
    columns |= {field.key_column: "text" for field in registered(kind) if field.key_column}
    return [
        *(optional(name, _TYPES[column_type]) for name, column_type in columns.items()),
        *(_folded(field.folded_column, field.key) for field in registered(kind) if field.folded_column),
    ]


def _folded(name: str, source: str) -> Column[Any]:
    """Kept by the database: nobody writes it."""
    return Column(name, Text, Computed(f"folded({source})", persisted=True), nullable=True)


def _lookups(kind: RecordKind) -> list[Index]:
    """An index for each field that lists are often narrowed by."""
    columns = {
        field.key: field.folded_column or field.columns[0][0] for field in registered(kind) if field.lookup
    }
    return [
        Index(
            f"{kind}_by_{key}",
            "workspace_id",
            column,
            "id",
            postgresql_where=text(f"deleted_at IS NULL AND {column} IS NOT NULL"),
        )
        for key, column in columns.items()
    ]


def record_columns() -> list[Column[Any]]:
    """What every record has beside its fields."""
    return [
        key("workspace_id"),
        key("id"),
        needed("origin_operation_id", Uuid),
        optional("origin_line_no", BigInteger),
        needed("created_at", TIME),
        needed("updated_at", TIME),
        optional("deleted_at", TIME),
        optional("deleted_operation_id", Uuid),
        Column("trashed", Boolean, nullable=False, server_default=text("false")),
    ]


def _trash(kind: RecordKind) -> Index:
    return Index(f"{kind}_trash", "workspace_id", "deleted_at", "id", postgresql_where=text("trashed"))


def company_table(metadata: MetaData) -> Table:
    """The company as the registry has it now."""
    return Table(
        "company",
        metadata,
        *record_columns(),
        *field_columns("company"),
        _alive("company_by_name", "company_name_key"),
        _alive("company_by_domain", "company_domain"),
        _alive("company_by_updated", "updated_at"),
        *_lookups("company"),
        Index("company_by_origin", "workspace_id", "origin_operation_id", "id"),
        _trash("company"),
    )


def contact_table(metadata: MetaData) -> Table:
    """The contact as the registry has it now."""
    return Table(
        "contact",
        metadata,
        *record_columns(),
        *field_columns("contact"),
        _alive("contact_by_name", "full_name_key"),
        _alive("contact_by_email", "email"),
        _alive("contact_by_title", "job_title_key"),
        _alive("contact_by_updated", "updated_at"),
        *_lookups("contact"),
        _alive("contact_by_company", "company_id"),
        Index("contact_by_origin", "workspace_id", "origin_operation_id", "id"),
        _trash("contact"),
    )


field = Table(
    "field",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("kind", Text),
    needed("key", Text),
    needed("label", Text),
    needed("type", Text),
    optional("unit", Text),
    needed("description", Text),
    optional("options", JSONB),
    needed("created_at", TIME),
    optional("archived_at", TIME),
    Column("position", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("workspace_id", "key"),
)

operation = Table(
    "operation",
    Base.metadata,
    workspace_key(),
    key("id"),
    needed("kind", Text),
    needed("actor_kind", Text),
    optional("actor_id", Uuid),
    needed("actor_name", Text),
    needed("source", Text),
    needed("summary", Text),
    needed("state", Text),
    needed("counts", JSONB),
    needed("done", BigInteger),
    optional("total", BigInteger),
    optional("problem", JSONB),
    optional("position", JSONB),
    optional("act", JSONB),
    optional("undoes_id", Uuid),
    optional("undone_by_id", Uuid),
    needed("created_at", TIME),
    optional("finished_at", TIME),
    within("undoes_id", "operation"),
    within("undone_by_id", "operation"),
    Index("operation_by_actor", "workspace_id", "actor_id", "id"),
    Index("operation_by_kind", "workspace_id", "kind", "id"),
)

# The records that an act on many has still to look at, in pieces of a chunk each.
operation_target = Table(
    "operation_target",
    Base.metadata,
    key("workspace_id"),
    key("operation_id"),
    key("piece", BigInteger),
    needed("record_ids", ARRAY(Uuid)),
    optional("sizes", ARRAY(BigInteger)),
    within("operation_id", "operation"),
)

# Which record a merge took into which. Its row stays when that is undone: the same merge may come again.
merged_record = Table(
    "merged_record",
    Base.metadata,
    workspace_key(),
    key("operation_id"),
    key("record_id"),
    needed("survivor_id", Uuid),
    needed("kind", Text),
    needed("moved", JSONB),
    within("operation_id", "operation"),
    Index("merged_record_by_survivor", "workspace_id", "survivor_id", "operation_id"),
    Index("merged_record_by_record", "workspace_id", "record_id"),
)

company = company_table(Base.metadata)
contact = contact_table(Base.metadata)

contact_point = Table(
    "contact_point",
    Base.metadata,
    key("workspace_id"),
    key("contact_id"),
    key("kind", Text),
    key("label", Text),
    key("key", Text),
    needed("value", Text),
    needed("is_primary", Boolean),
    needed("status", Text),
)

employment = Table(
    "employment",
    Base.metadata,
    key("workspace_id"),
    key("contact_id"),
    key("id"),
    optional("company_id", Uuid),
    optional("company_name", Text),
    optional("title", Text),
    optional("from_date", Date),
    optional("to_date", Date),
    needed("is_primary", Boolean),
    Index(
        "employment_current",
        "workspace_id",
        "contact_id",
        unique=True,
        postgresql_where=text("is_primary AND to_date IS NULL"),
    ),
    Index(
        "employment_past",
        "workspace_id",
        "company_id",
        postgresql_where=text("to_date IS NOT NULL OR NOT is_primary"),
    ),
)

record_key = Table(
    "record_key",
    Base.metadata,
    key("workspace_id"),
    key("kind", Text),
    key("key", Text),
    needed("record_id", Uuid),
    Index("record_key_by_record", "workspace_id", "record_id"),
)

# The keys a removed record had. One whose creation was taken back by the undo of its import never was.
trashed_key = Table(
    "trashed_key",
    Base.metadata,
    workspace_key(),
    key("kind", Text),
    key("key", Text),
    needed("record_id", Uuid),
    Index("trashed_key_by_record", "workspace_id", "record_id"),
)

custom_value = Table(
    "custom_value",
    Base.metadata,
    key("workspace_id"),
    key("record_id"),
    key("field_id"),
    optional("value", Text),
    optional("text_key", Text),
    optional("number", BigInteger),
    optional("at", TIME),
    optional("ref", Uuid),
    within("field_id", "field"),
    Index("custom_value_by_text", "workspace_id", "field_id", "text_key"),
    Index("custom_value_by_number", "workspace_id", "field_id", "number"),
    Index("custom_value_by_at", "workspace_id", "field_id", "at"),
    Index("custom_value_by_ref", "workspace_id", "field_id", "ref"),
)

change = Table(
    "change",
    Base.metadata,
    key("workspace_id"),
    key("operation_id"),
    key("record_id"),
    needed("kind", Text),
    needed("action", Text),
    optional("line_no", BigInteger),
    needed("before", JSONB),
    needed("after", JSONB),
    needed("before_by", JSONB),
    needed("after_by", JSONB),
    needed("keys_taken", ARRAY(Text)),
    needed("keys_freed", ARRAY(Text)),
    needed("at", TIME),
    optional("beliefs", JSONB),
    Index("change_by_record", "workspace_id", "record_id", "operation_id"),
)

operation_conflict = Table(
    "operation_conflict",
    Base.metadata,
    key("workspace_id"),
    key("operation_id"),
    key("record_id"),
    key("field", Text),
    needed("kind", Text),
    needed("reason", Text),
    optional("by_operation_id", Uuid),
    within("operation_id", "operation"),
)

field_state = Table(
    "field_state",
    Base.metadata,
    key("workspace_id"),
    key("record_id"),
    key("field", Text),
    needed("kind", Text),
    needed("state", Text),
    needed("operation_id", Uuid),
    optional("confidence", REAL),
    needed("checked_at", TIME),
    optional("expires_at", TIME),
    optional("pinned_by", Uuid),
    Index(
        "field_state_pinned",
        "workspace_id",
        "field",
        "record_id",
        postgresql_where=text("pinned_by IS NOT NULL"),
    ),
)
