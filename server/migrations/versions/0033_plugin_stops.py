"""Steps over which a plugin has stopped a worker.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE plugin_stop (
  workspace_id uuid NOT NULL,
  effect_id uuid NOT NULL,
  enricher text NOT NULL,
  times integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, effect_id),
  FOREIGN KEY (workspace_id, effect_id) REFERENCES effect (workspace_id, id) ON DELETE CASCADE
);
"""

TENANT_TABLES = ("plugin_stop",)
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
