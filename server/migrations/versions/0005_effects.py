"""Effects: acts outside the database, each a row before it happens; and outgoing webhooks, the first user.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# An effect is written three times in its life; the free space keeps its versions on one page.
TABLES = """
CREATE TABLE effect (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  lane text NOT NULL,
  natural_key text NOT NULL,
  state text NOT NULL,
  run_id uuid,
  ceiling bigint NOT NULL,
  cost bigint NOT NULL,
  attempts integer NOT NULL,
  due_at timestamptz,
  lease_id uuid,
  problem text,
  created_at timestamptz NOT NULL,
  called_at timestamptz,
  settled_at timestamptz,
  PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 70);
CREATE INDEX effect_claimable ON effect (workspace_id, kind, lane, state, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX effect_unknown ON effect (workspace_id, created_at, id) WHERE state = 'unknown';
CREATE TABLE effect_payload (
  workspace_id uuid NOT NULL,
  effect_id uuid NOT NULL,
  payload jsonb NOT NULL,
  result jsonb,
  PRIMARY KEY (workspace_id, effect_id),
  FOREIGN KEY (workspace_id, effect_id) REFERENCES effect (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE webhook (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  url text NOT NULL,
  description text NOT NULL,
  events text[] NOT NULL,
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_until timestamptz,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  disabled_reason text,
  failing_since timestamptz,
  paused_until timestamptz,
  last_state text,
  last_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE TABLE webhook_event (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  type text NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE TABLE webhook_delivery (
  workspace_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  id uuid NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  created_at timestamptz NOT NULL,
  last_status integer,
  last_error text,
  duration_ms integer,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhook (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, event_id) REFERENCES webhook_event (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, id) REFERENCES effect (workspace_id, id)
);
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (workspace_id, webhook_id, created_at, id);
CREATE INDEX webhook_delivery_by_event ON webhook_delivery (workspace_id, event_id);
CREATE TABLE webhook_attempt (
  workspace_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  status integer,
  duration_ms integer NOT NULL,
  error text,
  response_excerpt text NOT NULL,
  request_headers jsonb NOT NULL,
  PRIMARY KEY (workspace_id, delivery_id, number),
  FOREIGN KEY (workspace_id, delivery_id) REFERENCES webhook_delivery (workspace_id, id) ON DELETE CASCADE
);
"""

TENANT_TABLES = ("effect", "effect_payload", "webhook", "webhook_event", "webhook_delivery", "webhook_attempt")
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
    # The dispatcher learns who has something due, and nothing of what it is.
    op.execute("GRANT SELECT (workspace_id, kind, lane, state, due_at) ON effect TO leadgen_system")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
