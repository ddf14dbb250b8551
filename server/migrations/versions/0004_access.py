"""Access: sessions a person can list, second factors, provider identities, invitations, scoped keys, audit.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE "user"
  ADD COLUMN totp_secret bytea,
  ADD COLUMN totp_confirmed_at timestamptz,
  ADD COLUMN totp_last_step bigint,
  ADD COLUMN email_proven_at timestamptz;
UPDATE "user" SET email_proven_at = created_at;  -- until now the operator made everybody
CREATE TABLE recovery_code (
  code_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX recovery_code_by_user ON recovery_code (user_id);
CREATE TABLE provider_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  provider text NOT NULL,
  email text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX provider_identity_by_user ON provider_identity (user_id);

ALTER TABLE session
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN device text NOT NULL DEFAULT '',
  ADD COLUMN address text NOT NULL DEFAULT '',
  ADD COLUMN method text NOT NULL DEFAULT 'password';
ALTER TABLE session ALTER COLUMN id DROP DEFAULT, ALTER COLUMN device DROP DEFAULT,
  ALTER COLUMN address DROP DEFAULT, ALTER COLUMN method DROP DEFAULT;
CREATE UNIQUE INDEX session_by_id ON session (id);

ALTER TABLE sign_in_link
  ADD COLUMN user_id uuid REFERENCES "user" (id) ON DELETE CASCADE,
  ADD COLUMN workspace_id uuid REFERENCES workspace (id),
  ADD COLUMN ref_id uuid,
  ADD COLUMN email text,
  ADD COLUMN is_mailed boolean NOT NULL DEFAULT false;
ALTER TABLE sign_in_link ALTER COLUMN is_mailed DROP DEFAULT;
CREATE INDEX sign_in_link_by_user ON sign_in_link (user_id, purpose);
CREATE INDEX sign_in_link_by_ref ON sign_in_link (ref_id);

CREATE TABLE invitation (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  role text NOT NULL,
  invited_by uuid NOT NULL REFERENCES "user" (id),
  invited_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email_key)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;

ALTER TABLE api_key ADD COLUMN scopes text[] NOT NULL DEFAULT '{}', ADD COLUMN hint text NOT NULL DEFAULT '';
UPDATE api_key SET scopes = ARRAY[
  'records:read', 'records:write', 'imports:read', 'imports:write', 'history:read', 'history:write',
  'workspace:read', 'workspace:write', 'access:read', 'access:write', 'webhooks:read', 'webhooks:write',
  'audit:read'];  -- those of the first release were all made by `leadgen init`, as the owner's
ALTER TABLE api_key ALTER COLUMN scopes DROP DEFAULT, ALTER COLUMN hint DROP DEFAULT, DROP COLUMN role;

CREATE TABLE access_event (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  address text NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX access_event_by_actor ON access_event (workspace_id, actor_id, id);
CREATE INDEX access_event_by_kind ON access_event (workspace_id, kind, id);
CREATE INDEX operation_by_actor ON operation (workspace_id, actor_id, id);
CREATE INDEX operation_by_kind ON operation (workspace_id, kind, id);

-- Losing the counts of a minute in a crash is harmless; writing them to the log is not worth it.
CREATE UNLOGGED TABLE rate_limit (
  key text PRIMARY KEY,
  full_at timestamptz NOT NULL
);
"""

TENANT_TABLES = ("invitation", "access_event")
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
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO leadgen_app")
    op.execute("GRANT SELECT, INSERT ON access_event TO leadgen_app")
    for table in ("recovery_code", "provider_identity", "rate_limit"):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
