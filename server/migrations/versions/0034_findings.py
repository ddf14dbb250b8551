"""What enrichers answered about records, with verdicts and marks.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE finding (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL,
  field text NOT NULL,
  stage text NOT NULL,
  enricher text NOT NULL,
  value jsonb,
  verdict text NOT NULL,
  reason text NOT NULL,
  url text,
  quote text,
  page text,
  part text,
  provider text NOT NULL,
  model text,
  confidence real,
  cost bigint NOT NULL,
  retrieved_at timestamptz,
  mark text,
  marked_by_id uuid,
  marked_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES enrichment_run (workspace_id, id)
);
CREATE INDEX finding_by_record ON finding (workspace_id, record_id, id);
CREATE INDEX finding_by_run ON finding (workspace_id, run_id, id);
CREATE INDEX finding_by_field ON finding (workspace_id, kind, field, enricher, verdict);
CREATE INDEX finding_marked ON finding (workspace_id, enricher, field) WHERE mark IS NOT NULL;
"""

WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"


def upgrade() -> None:
    op.execute(TABLES)
    op.execute("ALTER TABLE finding ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE finding FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY workspace_rows ON finding TO leadgen_app "
        f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
    )
    op.execute("CREATE POLICY system_reads ON finding FOR SELECT TO leadgen_system USING (true)")
    op.execute("GRANT SELECT, INSERT ON finding TO leadgen_app")
    op.execute("GRANT UPDATE (mark, marked_by_id, marked_at) ON finding TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
