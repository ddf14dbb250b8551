"""Notes; fields in an order of the workspace's own; the language people are written to in, and how.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = """
-- A removed note keeps its row, so that it can come back; its text may be blanked for ever.
CREATE TABLE note (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  record_id uuid NOT NULL,
  text text NOT NULL,
  author_kind text NOT NULL,
  author_id uuid,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX note_by_record ON note (workspace_id, record_id, id);

-- Those that nobody has moved stand in the order in which they were made.
ALTER TABLE field ADD COLUMN position bigint NOT NULL DEFAULT 0;

ALTER TABLE contact ADD COLUMN language text;
ALTER TABLE contact ADD COLUMN address_style text;
ALTER TABLE member ADD COLUMN language text;
ALTER TABLE member ADD COLUMN addressing text;
"""

TENANT_TABLES = ("note",)
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
