"""Whether the e-mail addresses of every import are verified.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE workspace ADD COLUMN verify_imports boolean NOT NULL DEFAULT false")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
