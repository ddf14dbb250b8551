"""Enrichment planned: quotes with a ceiling that binds, stages as a workspace wants them, its rules of triage
and its offer profile.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE enrichment_quote (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  plan jsonb NOT NULL,
  record_ids uuid[] NOT NULL,
  count jsonb NOT NULL,
  first jsonb,
  basis text NOT NULL,
  left_out text[] NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  run_id uuid,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX enrichment_quote_by_expiry ON enrichment_quote (workspace_id, expires_at);

CREATE TABLE enrichment_setting (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  stage text NOT NULL,
  setting jsonb NOT NULL,
  PRIMARY KEY (workspace_id, stage)
);

CREATE TABLE triage_rule (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  place bigint NOT NULL,
  name text NOT NULL,
  verdict text NOT NULL,
  tier text NOT NULL,
  filter jsonb NOT NULL,
  PRIMARY KEY (workspace_id, place)
);

CREATE TABLE offer_profile (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  about text NOT NULL,
  products text NOT NULL,
  customers text NOT NULL,
  proof text NOT NULL,
  tone text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id)
);
"""

TENANT_TABLES = ("enrichment_quote", "enrichment_setting", "triage_rule", "offer_profile")
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
        op.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO leadgen_app')


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
