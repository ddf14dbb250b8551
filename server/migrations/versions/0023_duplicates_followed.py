"""Whoever follows what changed since a scan learns which workspaces have one.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("GRANT SELECT (workspace_id, kind, state) ON duplicate_scan TO leadgen_system")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
