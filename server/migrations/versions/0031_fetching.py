"""Pages that enrichers read, turns of hosts, and what workspaces say of plugins.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE "fetch" (
  workspace_id uuid NOT NULL,
  question bytea NOT NULL,
  page bytea NOT NULL,
  url text NOT NULL,
  status integer NOT NULL,
  headers jsonb NOT NULL,
  is_answer boolean NOT NULL,
  retrieved_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, question, page),
  FOREIGN KEY (workspace_id, page) REFERENCES blob (workspace_id, digest) ON DELETE CASCADE
);
CREATE INDEX fetch_by_page ON "fetch" (workspace_id, page);

-- Turns of the last minutes: losing them in a crash is harmless.
CREATE UNLOGGED TABLE host_pace (
  host bytea PRIMARY KEY,
  free_at timestamptz NOT NULL
);

CREATE TABLE plugin_setting (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  key text NOT NULL,
  is_on boolean NOT NULL,
  settings jsonb NOT NULL,
  secret bytea,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, key)
);
"""

GRANTS = {
    "fetch": "SELECT, INSERT, UPDATE, DELETE",
    "plugin_setting": "SELECT, INSERT, UPDATE",
}
WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"


def upgrade() -> None:
    op.execute(TABLES)
    for table, granted in GRANTS.items():
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(
            f'CREATE POLICY workspace_rows ON "{table}" TO leadgen_app '
            f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
        )
        op.execute(f'CREATE POLICY system_reads ON "{table}" FOR SELECT TO leadgen_system USING (true)')
        op.execute(f'CREATE POLICY search_reads ON "{table}" FOR SELECT TO leadgen_search USING (true)')
        op.execute(f'GRANT {granted} ON "{table}" TO leadgen_app')
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON host_pace TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
