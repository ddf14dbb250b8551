"""${message}.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "op.execute(...)"}


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
