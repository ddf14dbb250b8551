"""Lists, and acts on many records.

Frozen text: a migration imports nothing of ours.
"""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
