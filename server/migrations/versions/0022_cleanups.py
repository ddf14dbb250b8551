"""Previews of cleanups, with what would change in pieces of up to 1,000 records.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE cleanup (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  rules text[] NOT NULL,
  state text NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  done bigint NOT NULL,
  total bigint NOT NULL,
  records bigint NOT NULL,
  clashes bigint NOT NULL,
  counts jsonb NOT NULL,
  choice jsonb,
  problem jsonb,
  operation_id uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX cleanup_by_expiry ON cleanup (workspace_id, expires_at);

CREATE TABLE cleanup_piece (
  workspace_id uuid NOT NULL,
  cleanup_id uuid NOT NULL,
  piece bigint NOT NULL,
  record_ids uuid[] NOT NULL,
  counts jsonb NOT NULL,
  changes jsonb,
  PRIMARY KEY (workspace_id, cleanup_id, piece),
  FOREIGN KEY (workspace_id, cleanup_id) REFERENCES cleanup (workspace_id, id) ON DELETE CASCADE
);
"""

TENANT_TABLES = ("cleanup", "cleanup_piece")
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
