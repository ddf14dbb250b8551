"""What verifiers say of mailboxes, and of domains that take every address.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contact ADD COLUMN email_mailbox text")
    op.execute("ALTER TABLE mail_domain ADD COLUMN catch_all_at timestamptz")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
