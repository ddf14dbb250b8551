"""Runs of enrichment and their items.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE enrichment_run (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  reason text,
  summary text NOT NULL,
  plan jsonb NOT NULL,
  quote_id uuid,
  operation_id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  records bigint NOT NULL,
  items bigint NOT NULL,
  done bigint NOT NULL,
  running bigint NOT NULL,
  held bigint NOT NULL,
  updated bigint NOT NULL,
  report jsonb NOT NULL,
  expected bigint NOT NULL,
  ceiling bigint NOT NULL,
  budget bigint NOT NULL,
  committed bigint NOT NULL,
  spent bigint NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 50);
CREATE INDEX enrichment_run_open ON enrichment_run (workspace_id, id) WHERE finished_at IS NULL;
CREATE INDEX enrichment_run_by_operation ON enrichment_run (workspace_id, operation_id);

CREATE TABLE enrichment_item (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL,
  position bigint NOT NULL,
  state text NOT NULL,
  waits_for uuid,
  open text[] NOT NULL,
  asking text[] NOT NULL,
  stage text,
  enricher text,
  asked text[] NOT NULL,
  cells jsonb NOT NULL,
  spent bigint NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, run_id, record_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES enrichment_run (workspace_id, id)
) WITH (fillfactor = 70);
CREATE INDEX enrichment_item_left ON enrichment_item (workspace_id, run_id, state, position)
  WHERE state <> 'done';
CREATE INDEX enrichment_item_live ON enrichment_item (workspace_id, record_id) WHERE state <> 'done';
CREATE INDEX enrichment_item_waiting ON enrichment_item (workspace_id, run_id, waits_for)
  WHERE state = 'blocked';
"""

TENANT_TABLES = ("enrichment_run", "enrichment_item")
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
