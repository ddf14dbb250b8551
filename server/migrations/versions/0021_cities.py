"""Contacts by their city: its comparable form, kept by the database, and an index of the filled ones.

The table is written anew once, which takes a minute for a million contacts. See
docs/decisions/0012-pages-of-a-filter.md.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contact ADD COLUMN city_key text GENERATED ALWAYS AS (folded(city)) STORED")
    op.execute(
        "CREATE INDEX contact_by_city ON contact (workspace_id, city_key, id) "
        "WHERE deleted_at IS NULL AND city_key IS NOT NULL"
    )


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
