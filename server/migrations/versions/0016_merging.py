"""Merging: which record went into which, and what moved with it; the jobs a contact has beside the present one.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = """
-- `moved`: what stood with the record and stands with its survivor since, by the relation that knows of it.
CREATE TABLE merged_record (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  operation_id uuid NOT NULL,
  record_id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  kind text NOT NULL,
  moved jsonb NOT NULL,
  PRIMARY KEY (workspace_id, operation_id, record_id),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);
CREATE INDEX merged_record_by_survivor ON merged_record (workspace_id, survivor_id, operation_id);
CREATE INDEX merged_record_by_record ON merged_record (workspace_id, record_id);

-- Of a piece that is groups of records, how many of its ids each group has, from the front.
ALTER TABLE operation_target ADD COLUMN sizes bigint[];

-- A job beside the present one, as a merge leaves it, counts as a past one does.
DROP INDEX employment_past;
CREATE INDEX employment_past ON employment (workspace_id, company_id) WHERE to_date IS NOT NULL OR NOT is_primary;
"""

TENANT_TABLES = ("merged_record",)
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
