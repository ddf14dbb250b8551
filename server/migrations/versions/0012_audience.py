"""Views and segments.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = """
-- A filter is kept as the JSON that was sent, which jsonb would change. Without an owner a view is shared.
CREATE TABLE view (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  owner_id uuid,
  filter text,
  sort text,
  columns jsonb NOT NULL,
  position bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE TABLE segment (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  key text NOT NULL,
  filter text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX segment_by_name ON segment (workspace_id, kind, key);
"""

TENANT_TABLES = ("view", "segment")
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
