"""Checks of e-mail addresses: what was found, and what the name system said about their domains.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE contact ADD COLUMN email_status text;
ALTER TABLE contact ADD COLUMN email_finding text;
ALTER TABLE contact ADD COLUMN email_suggestion text;
CREATE INDEX contact_by_email_status ON contact (workspace_id, email_status, id)
  WHERE deleted_at IS NULL AND email_status IS NOT NULL;

-- Each workspace asks for itself: what one has asked about is none of another's business.
CREATE TABLE mail_domain (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  domain text NOT NULL,
  answer text NOT NULL,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, domain)
);
"""

TENANT_TABLES = ("mail_domain",)
WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"


def upgrade() -> None:
    op.execute(TABLES)
    for table in TENANT_TABLES:
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(
            f'CREATE POLICY workspace_rows ON "{table}" TO leadgen_app '
            f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
        )
        op.execute(f'CREATE POLICY system_reads ON "{table}" FOR SELECT TO leadgen_system USING (true)')
        op.execute(f'CREATE POLICY search_reads ON "{table}" FOR SELECT TO leadgen_search USING (true)')
        op.execute(f'GRANT SELECT, INSERT, UPDATE ON "{table}" TO leadgen_app')


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
