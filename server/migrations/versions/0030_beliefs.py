"""How sure the values of a change are, and which of its fields were looked for in vain.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE change ADD COLUMN beliefs jsonb")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
