"""Notes, and fields in their order.

Frozen text: a migration imports nothing of ours.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
