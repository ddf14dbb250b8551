"""Duplicates: scans of the base, the clusters they find, what people decided about them, and thresholds.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE duplicate_scan (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  whole boolean NOT NULL,
  state text NOT NULL,
  done bigint NOT NULL,
  total bigint,
  records bigint,
  clusters bigint,
  automatic_clusters bigint,
  expected_false_merges double precision,
  error text,
  looked_at timestamptz,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX duplicate_scan_alone ON duplicate_scan (workspace_id, kind) WHERE finished_at IS NULL;
CREATE INDEX duplicate_scan_by_kind ON duplicate_scan (workspace_id, kind, id);

-- Thousandths of bits: how sure it is that the weakest link of a cluster is one, and up to which threshold it may
-- be merged unseen. `pairs` holds levels and weights, never values.
CREATE TABLE duplicate_cluster (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  size bigint NOT NULL,
  fingerprint text NOT NULL,
  seen text NOT NULL,
  bits bigint NOT NULL,
  sure_bits bigint,
  expected_false double precision,
  pairs jsonb NOT NULL,
  found_at timestamptz NOT NULL,
  revised_at timestamptz NOT NULL,
  decided_by_id uuid,
  decided_by text,
  decided_at timestamptz,
  operation_id uuid,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX duplicate_cluster_by_bits ON duplicate_cluster (workspace_id, kind, state, bits, id);
CREATE INDEX duplicate_cluster_by_size ON duplicate_cluster (workspace_id, kind, state, size, id);
CREATE INDEX duplicate_cluster_by_operation ON duplicate_cluster (workspace_id, operation_id);

-- `seen`: a digest of what was compared, so that a change of anything else is no change of the cluster.
CREATE TABLE duplicate_member (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  cluster_id uuid NOT NULL,
  record_id uuid NOT NULL,
  place bigint NOT NULL,
  seen bigint NOT NULL,
  PRIMARY KEY (workspace_id, cluster_id, record_id)
);
CREATE INDEX duplicate_member_by_record ON duplicate_member (workspace_id, record_id);

-- Two records that a person said are two.
CREATE TABLE distinct_pair (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  left_id uuid NOT NULL,
  right_id uuid NOT NULL,
  kind text NOT NULL,
  cluster_id uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, left_id, right_id)
);
CREATE INDEX distinct_pair_by_cluster ON distinct_pair (workspace_id, cluster_id);

CREATE TABLE duplicate_settings (
  workspace_id uuid NOT NULL REFERENCES workspace (id) PRIMARY KEY,
  review double precision NOT NULL,
  automatic double precision NOT NULL
);
"""

TENANT_TABLES = (
    "duplicate_scan", "duplicate_cluster", "duplicate_member", "distinct_pair", "duplicate_settings",
)  # fmt: skip
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
