"""Import anything: how a file is read, fixes of its cells, remembered mappings; who is not written to; and by
which keys a line finds a record in the trash.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE import
  ADD COLUMN origin text NOT NULL DEFAULT 'file',
  ADD COLUMN origin_url text,
  ADD COLUMN reading jsonb,
  ADD COLUMN like_import_id uuid,
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN owner_id uuid,
  ADD COLUMN note text NOT NULL DEFAULT '',
  ADD COLUMN as_of timestamptz,
  ADD COLUMN header_signature bytea,
  ADD COLUMN problems jsonb,
  ADD COLUMN version bigint NOT NULL DEFAULT 0,
  ADD COLUMN fixing jsonb;
ALTER TABLE import_line ADD COLUMN fixed jsonb;

CREATE TABLE mapping_memory (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  signature bytea NOT NULL,
  kind text NOT NULL,
  columns jsonb NOT NULL,
  match text[] NOT NULL,
  updated_at timestamptz NOT NULL,
  last_import_id uuid,
  PRIMARY KEY (workspace_id, signature)
);

CREATE TABLE suppression (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  value text,
  digest bytea NOT NULL,
  reason text NOT NULL,
  note text NOT NULL,
  operation_id uuid,
  also_by uuid[] NOT NULL DEFAULT '{}',
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, kind, digest),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);
CREATE INDEX suppression_by_operation ON suppression (workspace_id, operation_id);

CREATE TABLE trashed_key (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  kind text NOT NULL,
  key text NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, kind, key)
);
CREATE INDEX trashed_key_by_record ON trashed_key (workspace_id, record_id);
"""

TENANT_TABLES = ("mapping_memory", "suppression", "trashed_key")
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
