"""A cluster's members go with it.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "DELETE FROM duplicate_member m WHERE NOT EXISTS (SELECT FROM duplicate_cluster c"
        " WHERE c.workspace_id = m.workspace_id AND c.id = m.cluster_id)"
    )
    op.execute(
        "ALTER TABLE duplicate_member ADD FOREIGN KEY (workspace_id, cluster_id)"
        " REFERENCES duplicate_cluster (workspace_id, id) ON DELETE CASCADE"
    )


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
