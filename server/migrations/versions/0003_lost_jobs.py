"""Jobs that kill their worker: how often that happened since they last got somewhere.

`lost` counts the workers that died over a job, `mark` is how far it had got when that was last looked at.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE jobs.procrastinate_jobs ADD COLUMN lost integer NOT NULL DEFAULT 0, ADD COLUMN mark text"
    )


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
