"""Words of job titles that a workspace adds, or does not mean.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE vocabulary_word (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  vocabulary text NOT NULL,
  word text NOT NULL,
  meaning text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, vocabulary, word)
);
"""

TENANT_TABLES = ("vocabulary_word",)
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
        op.execute(f'GRANT SELECT, INSERT, DELETE ON "{table}" TO leadgen_app')


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
