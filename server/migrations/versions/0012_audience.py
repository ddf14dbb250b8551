"""Views and segments.

Frozen text: a migration imports nothing of ours.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
