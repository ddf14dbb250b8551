"""References of the rows that come by the million, which no foreign key checks row by row.

A foreign key looks for each row's parent by itself; of an import's time that was more than half. The parents
are never deleted, which the product's role may not do, and each child is written in the transaction that has
made or found its parent, by the one module that writes its table. What is left to check is checked here, for
whole tables at once: after a restore, in the proofs, and in the tests. See docs/decisions/0011.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class Reference:
    """`column` of each row of `table` is the id of a row of `parent` in the same workspace, or NULL.

    `kind`: only of the rows of that kind.
    """

    table: str
    column: str
    parent: str
    kind: str | None = None


UNCHECKED = (
    Reference("company", "origin_operation_id", "operation"),
    Reference("contact", "origin_operation_id", "operation"),
    Reference("contact", "company_id", "company"),
    Reference("contact_point", "contact_id", "contact"),
    Reference("employment", "contact_id", "contact"),
    Reference("employment", "company_id", "company"),
    Reference("record_key", "record_id", "contact", kind="contact"),
    Reference("record_key", "record_id", "company", kind="company"),
    Reference("import_line", "import_id", "import"),
    Reference("change", "operation_id", "operation"),
    Reference("field_state", "operation_id", "operation"),
)

_ORPHANS = """
SELECT count(*) FROM {table} child
WHERE child.{column} IS NOT NULL AND {kind} AND NOT EXISTS (
  SELECT FROM {parent} parent WHERE parent.workspace_id = child.workspace_id AND parent.id = child.{column})
"""


def broken(connection: psycopg.Connection) -> list[str]:
    """Those that lead nowhere, in words, with how many rows they are of. For who may see every row."""
    return [
        f"{count} rows of {one.table} name a row of {one.parent} in {one.column} that is not there"
        for one in UNCHECKED
        if (count := _orphans(connection, one))
    ]


def _orphans(connection: psycopg.Connection, one: Reference) -> int:
    kind = sql.SQL("child.kind = {}").format(one.kind) if one.kind else sql.SQL("true")
    query = sql.SQL(_ORPHANS).format(
        table=sql.Identifier(one.table),
        column=sql.Identifier(one.column),
        parent=sql.Identifier(one.parent),
        kind=kind,
    )
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])
