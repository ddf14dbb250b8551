"""Views that show their list in groups.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE view ADD COLUMN group_by text")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
