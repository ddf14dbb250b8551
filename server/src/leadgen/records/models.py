"""The tables of records. Contact and company take their columns from the field registry."""

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine

from leadgen.db.base import Base
from leadgen.records.field import ColumnType, RecordKind
from leadgen.records.registry import registered

Type = type[TypeEngine[Any]] | TypeEngine[Any]

_TYPES: dict[ColumnType, Type] = {"text": Text, "bigint": BigInteger, "date": Date, "uuid": Uuid}
_TIME: Type = DateTime(timezone=True)


def _needed(name: str, kind: Type) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _optional(name: str, kind: Type) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _key(name: str, kind: Type = Uuid) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _workspace_key() -> Column[Any]:
    return Column("workspace_id", Uuid, ForeignKey("workspace.id"), primary_key=True)


def _within(column: str, table: str) -> ForeignKeyConstraint:
    """A reference that cannot leave the workspace, which a foreign-key check alone would not notice."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def _alive(name: str, *columns: str) -> Index:
    return Index(name, "workspace_id", *columns, "id", postgresql_where=text("deleted_at IS NULL"))


def field_columns(kind: RecordKind) -> list[Column[Any]]:
    """The columns the registry asks for: the values, and the comparable forms beside them."""
    columns = {name: column_type for field in registered(kind) for name, column_type in field.columns}
    columns |= {field.key_column: "text" for field in registered(kind) if field.key_column}
    return [
        *(_optional(name, _TYPES[column_type]) for name, column_type in columns.items()),
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
        _key("workspace_id"),
        _key("id"),
        _needed("origin_operation_id", Uuid),
        _optional("origin_line_no", BigInteger),
        _needed("created_at", _TIME),
        _needed("updated_at", _TIME),
        _optional("deleted_at", _TIME),
        _optional("deleted_operation_id", Uuid),
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
    _workspace_key(),
    _key("id"),
    _needed("kind", Text),
    _needed("key", Text),
    _needed("label", Text),
    _needed("type", Text),
    _optional("unit", Text),
    _needed("description", Text),
    _optional("options", JSONB),
    _needed("created_at", _TIME),
    _optional("archived_at", _TIME),
    Column("position", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("workspace_id", "key"),
)

operation = Table(
    "operation",
    Base.metadata,
    _workspace_key(),
    _key("id"),
    _needed("kind", Text),
    _needed("actor_kind", Text),
    _optional("actor_id", Uuid),
    _needed("actor_name", Text),
    _needed("source", Text),
    _needed("summary", Text),
    _needed("state", Text),
    _needed("counts", JSONB),
    _needed("done", BigInteger),
    _optional("total", BigInteger),
    _optional("problem", JSONB),
    _optional("position", JSONB),
    _optional("act", JSONB),
    _optional("undoes_id", Uuid),
    _optional("undone_by_id", Uuid),
    _needed("created_at", _TIME),
    _optional("finished_at", _TIME),
    _within("undoes_id", "operation"),
    _within("undone_by_id", "operation"),
    Index("operation_by_actor", "workspace_id", "actor_id", "id"),
    Index("operation_by_kind", "workspace_id", "kind", "id"),
)

# The records that an act on many has still to look at, in pieces of a chunk each.
operation_target = Table(
    "operation_target",
    Base.metadata,
    _key("workspace_id"),
    _key("operation_id"),
    _key("piece", BigInteger),
    _needed("record_ids", ARRAY(Uuid)),
    _optional("sizes", ARRAY(BigInteger)),
    _within("operation_id", "operation"),
)

# Which record a merge took into which. Its row stays when that is undone: the same merge may come again.
merged_record = Table(
    "merged_record",
    Base.metadata,
    _workspace_key(),
    _key("operation_id"),
    _key("record_id"),
    _needed("survivor_id", Uuid),
    _needed("kind", Text),
    _needed("moved", JSONB),
    _within("operation_id", "operation"),
    Index("merged_record_by_survivor", "workspace_id", "survivor_id", "operation_id"),
    Index("merged_record_by_record", "workspace_id", "record_id"),
)

# What a workspace says of a word of job titles; without a meaning, that the product's own does not hold.
vocabulary_word = Table(
    "vocabulary_word",
    Base.metadata,
    _workspace_key(),
    _key("vocabulary", Text),
    _key("word", Text),
    _optional("meaning", Text),
    _needed("created_at", _TIME),
)

company = company_table(Base.metadata)
contact = contact_table(Base.metadata)

contact_point = Table(
    "contact_point",
    Base.metadata,
    _key("workspace_id"),
    _key("contact_id"),
    _key("kind", Text),
    _key("label", Text),
    _key("key", Text),
    _needed("value", Text),
    _needed("is_primary", Boolean),
    _needed("status", Text),
)

employment = Table(
    "employment",
    Base.metadata,
    _key("workspace_id"),
    _key("contact_id"),
    _key("id"),
    _optional("company_id", Uuid),
    _optional("company_name", Text),
    _optional("title", Text),
    _optional("from_date", Date),
    _optional("to_date", Date),
    _needed("is_primary", Boolean),
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
    _key("workspace_id"),
    _key("kind", Text),
    _key("key", Text),
    _needed("record_id", Uuid),
    Index("record_key_by_record", "workspace_id", "record_id"),
)

# The keys a removed record had. One whose creation was taken back by the undo of its import never was.
trashed_key = Table(
    "trashed_key",
    Base.metadata,
    _workspace_key(),
    _key("kind", Text),
    _key("key", Text),
    _needed("record_id", Uuid),
    Index("trashed_key_by_record", "workspace_id", "record_id"),
)

custom_value = Table(
    "custom_value",
    Base.metadata,
    _key("workspace_id"),
    _key("record_id"),
    _key("field_id"),
    _optional("value", Text),
    _optional("text_key", Text),
    _optional("number", BigInteger),
    _optional("at", _TIME),
    _optional("ref", Uuid),
    _within("field_id", "field"),
    Index("custom_value_by_text", "workspace_id", "field_id", "text_key"),
    Index("custom_value_by_number", "workspace_id", "field_id", "number"),
    Index("custom_value_by_at", "workspace_id", "field_id", "at"),
    Index("custom_value_by_ref", "workspace_id", "field_id", "ref"),
)

tag = Table(
    "tag",
    Base.metadata,
    _workspace_key(),
    _key("id"),
    _needed("name", Text),
    _needed("key", Text),
    UniqueConstraint("workspace_id", "key"),
)

record_tag = Table(
    "record_tag",
    Base.metadata,
    _key("workspace_id"),
    _key("record_id"),
    _key("tag_id"),
    _within("tag_id", "tag"),
    Index("record_tag_by_tag", "workspace_id", "tag_id", "record_id"),
)

# A removed note keeps its row, so that it can come back; its text may be blanked for ever.
note = Table(
    "note",
    Base.metadata,
    _workspace_key(),
    _key("id"),
    _needed("kind", Text),
    _needed("record_id", Uuid),
    _needed("text", Text),
    _needed("author_kind", Text),
    _optional("author_id", Uuid),
    _needed("author_name", Text),
    _needed("created_at", _TIME),
    _optional("edited_at", _TIME),
    _optional("deleted_at", _TIME),
    Index("note_by_record", "workspace_id", "record_id", "id"),
)

# A deleted list keeps its members, so that what put them there can still be undone.
list_ = Table(
    "list",
    Base.metadata,
    _workspace_key(),
    _key("id"),
    _needed("kind", Text),
    _needed("name", Text),
    _needed("key", Text),
    _needed("description", Text),
    _needed("created_at", _TIME),
    _optional("archived_at", _TIME),
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
    _key("workspace_id"),
    _key("record_id"),
    _key("list_id"),
    _within("list_id", "list"),
    Index("record_list_by_list", "workspace_id", "list_id", "record_id"),
)

change = Table(
    "change",
    Base.metadata,
    _key("workspace_id"),
    _key("operation_id"),
    _key("record_id"),
    _needed("kind", Text),
    _needed("action", Text),
    _optional("line_no", BigInteger),
    _needed("before", JSONB),
    _needed("after", JSONB),
    _needed("before_by", JSONB),
    _needed("after_by", JSONB),
    _needed("keys_taken", ARRAY(Text)),
    _needed("keys_freed", ARRAY(Text)),
    _needed("at", _TIME),
    _optional("beliefs", JSONB),
    Index("change_by_record", "workspace_id", "record_id", "operation_id"),
)

operation_conflict = Table(
    "operation_conflict",
    Base.metadata,
    _key("workspace_id"),
    _key("operation_id"),
    _key("record_id"),
    _key("field", Text),
    _needed("kind", Text),
    _needed("reason", Text),
    _optional("by_operation_id", Uuid),
    _within("operation_id", "operation"),
)

field_state = Table(
    "field_state",
    Base.metadata,
    _key("workspace_id"),
    _key("record_id"),
    _key("field", Text),
    _needed("kind", Text),
    _needed("state", Text),
    _needed("operation_id", Uuid),
    _optional("confidence", REAL),
    _needed("checked_at", _TIME),
    _optional("expires_at", _TIME),
    _optional("pinned_by", Uuid),
    Index(
        "field_state_pinned",
        "workspace_id",
        "field",
        "record_id",
        postgresql_where=text("pinned_by IS NOT NULL"),
    ),
)

suppression = Table(
    "suppression",
    Base.metadata,
    _workspace_key(),
    _key("id"),
    _needed("kind", Text),
    _optional("value", Text),
    _needed("digest", LargeBinary),
    _needed("reason", Text),
    _needed("note", Text),
    _optional("operation_id", Uuid),
    Column("also_by", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    _needed("actor_kind", Text),
    _optional("actor_id", Uuid),
    _needed("actor_name", Text),
    _needed("created_at", _TIME),
    _within("operation_id", "operation"),
    UniqueConstraint("workspace_id", "kind", "digest"),
    Index("suppression_by_operation", "workspace_id", "operation_id"),
)

# The text by which a living record is found; made from it anew by the keeper of `records.search`.
search_entry = Table(
    "search_entry",
    Base.metadata,
    _workspace_key(),
    _key("record_id"),
    _needed("kind", Text),
    _needed("text", Text),
    *(
        Index(
            f"search_entry_{kind}",
            text("(workspace_id::text)"),
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
            postgresql_with={"gin_pending_list_limit": 1024},
            postgresql_where=text(f"kind = '{kind}'"),
        )
        for kind in ("contact", "company")
    ),
)

# Records written by one statement, whose texts are still those of before. Written by a trigger alone.
search_pending = Table(
    "search_pending",
    Base.metadata,
    _key("workspace_id"),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _needed("kind", Text),
    Column("is_new", Boolean, nullable=False),
    _needed("record_ids", ARRAY(Uuid)),
)
