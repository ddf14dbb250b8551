"""Lists of records, acts on many of them, and the trash.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE list (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  key text NOT NULL,
  description text NOT NULL,
  created_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX list_by_name ON list (workspace_id, kind, key) WHERE archived_at IS NULL;
CREATE TABLE record_list (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  list_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, record_id, list_id),
  FOREIGN KEY (workspace_id, list_id) REFERENCES list (workspace_id, id)
);
CREATE INDEX record_list_by_list ON record_list (workspace_id, list_id, record_id);

-- What an act on many records shall do; the ids of those it has not done yet, in pieces.
ALTER TABLE operation ADD COLUMN act jsonb;
CREATE TABLE operation_target (
  workspace_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  piece bigint NOT NULL,
  record_ids uuid[] NOT NULL,
  PRIMARY KEY (workspace_id, operation_id, piece),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);

-- In the trash is what somebody removed; what the undo of an import took back never was.
ALTER TABLE contact ADD COLUMN trashed boolean NOT NULL DEFAULT false;
ALTER TABLE company ADD COLUMN trashed boolean NOT NULL DEFAULT false;
CREATE INDEX contact_trash ON contact (workspace_id, deleted_at, id) WHERE trashed;
CREATE INDEX company_trash ON company (workspace_id, deleted_at, id) WHERE trashed;
"""

TENANT_TABLES = ("list", "record_list", "operation_target")
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
