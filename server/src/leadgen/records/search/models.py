"""What records are found by."""

from sqlalchemy import BigInteger, Boolean, Column, Identity, Index, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from leadgen.db.base import Base
from leadgen.records.columns import key, needed, workspace_key

# The text by which a living record is found; made from it anew by the keeper of `records.search`.
search_entry = Table(
    "search_entry",
    Base.metadata,
    workspace_key(),
    key("record_id"),
    needed("kind", Text),
    needed("text", Text),
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
    key("workspace_id"),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    needed("kind", Text),
    Column("is_new", Boolean, nullable=False),
    needed("record_ids", ARRAY(Uuid)),
)
