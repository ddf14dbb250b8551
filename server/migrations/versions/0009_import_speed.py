"""What an import pays for each row: references are no longer checked one by one, and an index goes that no
query uses.

Their parents are never deleted, which from now on the product's role may not do either, and each child is
written in the transaction that has made or found its parent. See docs/decisions/0011-references-of-bulk-rows.md.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHECKED_NO_MORE = (
    ("company", "workspace_id"),
    ("company", "workspace_id_origin_operation_id"),
    ("contact", "workspace_id"),
    ("contact", "workspace_id_company_id"),
    ("contact", "workspace_id_origin_operation_id"),
    ("contact_point", "workspace_id_contact_id"),
    ("employment", "workspace_id_contact_id"),
    ("employment", "workspace_id_company_id"),
    ("record_key", "workspace_id"),
    ("import_line", "workspace_id_import_id"),
)
NEVER_DELETED = ("workspace", "operation", "company", "contact", "import")


def upgrade() -> None:
    for table, columns in CHECKED_NO_MORE:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{columns}_fkey")
    op.execute("DROP INDEX contact_point_by_key")
    # Rough is enough until autovacuum comes by, and takes a quarter of the time.
    op.execute("ALTER FUNCTION gather_statistics() SET default_statistics_target = 25")
    for table in NEVER_DELETED:
        op.execute(f'REVOKE DELETE ON "{table}" FROM leadgen_app')


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
