"""The spine: tenancy, field registry, records, journal, ingest, blobs, events.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE account (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE "user" (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  email_key text NOT NULL UNIQUE,
  name text NOT NULL,
  password_hash text,
  created_at timestamptz NOT NULL
);
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_user ON session (user_id);
CREATE TABLE sign_in_link (
  token_hash bytea PRIMARY KEY,
  purpose text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  role text NOT NULL,
  created_by uuid REFERENCES "user" (id),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_workspace ON api_key (workspace_id);
CREATE TABLE system_access (
  id uuid PRIMARY KEY,
  reason text NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE workspace (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  country text,
  created_at timestamptz NOT NULL
);
CREATE TABLE member (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  user_id uuid NOT NULL REFERENCES "user" (id),
  role text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX member_user ON member (user_id);
ALTER TABLE api_key ADD FOREIGN KEY (workspace_id) REFERENCES workspace (id);

CREATE TABLE blob (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  digest bytea NOT NULL,
  kind text NOT NULL,
  size bigint NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  PRIMARY KEY (workspace_id, digest)
);
CREATE TABLE blob_piece (
  workspace_id uuid NOT NULL,
  digest bytea NOT NULL,
  seq integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (workspace_id, digest, seq)
);
ALTER TABLE blob_piece ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE event (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  topic text NOT NULL,
  ref_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, seq)
);

CREATE TABLE idempotency_key (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  key text NOT NULL,
  operation text NOT NULL,
  body_digest bytea NOT NULL,
  status integer,
  answer jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, key)
);

CREATE TABLE field (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  unit text,
  description text NOT NULL,
  options jsonb,
  created_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key)
);

CREATE TABLE operation (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  source text NOT NULL,
  summary text NOT NULL,
  state text NOT NULL,
  counts jsonb NOT NULL,
  done bigint NOT NULL,
  total bigint,
  problem jsonb,
  position jsonb,
  undoes_id uuid,
  undone_by_id uuid,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, undoes_id) REFERENCES operation (workspace_id, id),
  FOREIGN KEY (workspace_id, undone_by_id) REFERENCES operation (workspace_id, id)
);

CREATE TABLE company (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  origin_operation_id uuid NOT NULL,
  origin_line_no bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  deleted_operation_id uuid,
  company_name text,
  company_name_key text,
  company_domain text,
  company_website text,
  company_linkedin_url text,
  company_external_id text,
  register_id text,
  phone_company text,
  industry text,
  company_size_min bigint,
  company_size_max bigint,
  annual_revenue_amount bigint,
  annual_revenue_currency text,
  funding text,
  founded_year bigint,
  technologies text,
  keywords text,
  company_description text,
  company_street text,
  company_postal_code text,
  company_city text,
  company_state text,
  company_country text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, origin_operation_id) REFERENCES operation (workspace_id, id)
);
CREATE INDEX company_by_name ON company (workspace_id, company_name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX company_by_domain ON company (workspace_id, company_domain, id) WHERE deleted_at IS NULL;
CREATE INDEX company_by_origin ON company (workspace_id, origin_operation_id, id);
CREATE INDEX company_by_updated ON company (workspace_id, updated_at, id) WHERE deleted_at IS NULL;

CREATE TABLE contact (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  origin_operation_id uuid NOT NULL,
  origin_line_no bigint,
  owner_id uuid,
  company_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  deleted_operation_id uuid,
  full_name text,
  full_name_key text,
  name_prefix text,
  first_name text,
  middle_name text,
  last_name text,
  name_suffix text,
  nickname text,
  job_title text,
  job_title_key text,
  headline text,
  seniority text,
  department text,
  email text,
  phone_mobile text,
  phone_work text,
  fax text,
  linkedin_url text,
  facebook_url text,
  twitter_url text,
  website text,
  lead_status text,
  lead_source text,
  subscription_status text,
  personalization text,
  connected_on date,
  birthday date,
  external_id text,
  street text,
  postal_code text,
  city text,
  state text,
  country text,
  location text,
  notes text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, company_id) REFERENCES company (workspace_id, id),
  FOREIGN KEY (workspace_id, origin_operation_id) REFERENCES operation (workspace_id, id)
);
CREATE INDEX contact_by_name ON contact (workspace_id, full_name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_email ON contact (workspace_id, email, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_title ON contact (workspace_id, job_title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_origin ON contact (workspace_id, origin_operation_id, id);
CREATE INDEX contact_by_updated ON contact (workspace_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (workspace_id, company_id, id) WHERE deleted_at IS NULL;

CREATE TABLE contact_point (
  workspace_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  kind text NOT NULL,
  value text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  is_primary boolean NOT NULL,
  status text NOT NULL,
  PRIMARY KEY (workspace_id, contact_id, kind, label, key),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id)
);
CREATE INDEX contact_point_by_key ON contact_point (workspace_id, kind, key);

CREATE TABLE employment (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  company_id uuid,
  company_name text,
  title text,
  from_date date,
  to_date date,
  is_primary boolean NOT NULL,
  PRIMARY KEY (workspace_id, contact_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id),
  FOREIGN KEY (workspace_id, company_id) REFERENCES company (workspace_id, id)
);
CREATE UNIQUE INDEX employment_current ON employment (workspace_id, contact_id)
  WHERE is_primary AND to_date IS NULL;

CREATE TABLE record_key (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  kind text NOT NULL,
  key text NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, kind, key)
);
CREATE INDEX record_key_by_record ON record_key (workspace_id, record_id);

CREATE TABLE custom_value (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  field_id uuid NOT NULL,
  value text,
  text_key text,
  number bigint,
  at timestamptz,
  ref uuid,
  PRIMARY KEY (workspace_id, record_id, field_id),
  FOREIGN KEY (workspace_id, field_id) REFERENCES field (workspace_id, id)
);
CREATE INDEX custom_value_by_text ON custom_value (workspace_id, field_id, text_key);
CREATE INDEX custom_value_by_number ON custom_value (workspace_id, field_id, number);
CREATE INDEX custom_value_by_at ON custom_value (workspace_id, field_id, at);
CREATE INDEX custom_value_by_ref ON custom_value (workspace_id, field_id, ref);

CREATE TABLE tag (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  name text NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key)
);
CREATE TABLE record_tag (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, record_id, tag_id),
  FOREIGN KEY (workspace_id, tag_id) REFERENCES tag (workspace_id, id)
);
CREATE INDEX record_tag_by_tag ON record_tag (workspace_id, tag_id, record_id);

CREATE TABLE change (
  workspace_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL,
  action text NOT NULL,
  line_no bigint,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  before_by jsonb NOT NULL,
  after_by jsonb NOT NULL,
  keys_taken text[] NOT NULL,
  keys_freed text[] NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, operation_id, record_id),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);
CREATE INDEX change_by_record ON change (workspace_id, record_id, operation_id);

CREATE TABLE operation_conflict (
  workspace_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  record_id uuid NOT NULL,
  field text NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  by_operation_id uuid,
  PRIMARY KEY (workspace_id, operation_id, record_id, field),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);

CREATE TABLE field_state (
  workspace_id uuid NOT NULL,
  record_id uuid NOT NULL,
  field text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  operation_id uuid NOT NULL,
  confidence real,
  checked_at timestamptz NOT NULL,
  expires_at timestamptz,
  pinned_by uuid,
  PRIMARY KEY (workspace_id, record_id, field),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id)
);

CREATE TABLE import (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  operation_id uuid,
  blob_digest bytea NOT NULL,
  filename text NOT NULL,
  size bigint NOT NULL,
  mode text NOT NULL,
  source text,
  source_label text,
  kind text NOT NULL,
  state text NOT NULL,
  shape jsonb,
  columns jsonb,
  preview jsonb,
  match text[],
  counts jsonb NOT NULL,
  staged_through bigint NOT NULL,
  staged_bytes bigint NOT NULL,
  applied_through bigint NOT NULL,
  applied bigint NOT NULL,
  problem jsonb,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, operation_id) REFERENCES operation (workspace_id, id),
  FOREIGN KEY (workspace_id, blob_digest) REFERENCES blob (workspace_id, digest)
);
CREATE UNIQUE INDEX import_by_operation ON import (workspace_id, operation_id);

CREATE TABLE import_line (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line_no bigint NOT NULL,
  cells text[] NOT NULL,
  verdict text NOT NULL,
  "values" jsonb,
  keys text[],
  company_keys text[],
  record_id uuid,
  problems jsonb,
  PRIMARY KEY (workspace_id, import_id, line_no),
  FOREIGN KEY (workspace_id, import_id) REFERENCES import (workspace_id, id)
);
CREATE INDEX import_line_exceptions ON import_line (workspace_id, import_id, verdict, line_no)
  WHERE verdict <> 'create';
"""

# Tables whose rows belong to one workspace through a column of that name.
TENANT_TABLES = (
    "blob blob_piece event idempotency_key field operation company contact contact_point employment "
    "record_key custom_value tag record_tag change operation_conflict field_state import import_line"
).split()

WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"
ACCOUNT = "nullif(current_setting('app.account_id', true), '')::uuid"
USER = "nullif(current_setting('app.user_id', true), '')::uuid"


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
    for table in ("workspace", "member"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY system_reads ON {table} FOR SELECT TO leadgen_system USING (true)")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO leadgen_app")
        op.execute(f"GRANT SELECT ON {table} TO leadgen_system")
    op.execute(
        f"CREATE POLICY member_rows ON member TO leadgen_app "
        f"USING (workspace_id = {WORKSPACE} OR user_id = {USER}) WITH CHECK (workspace_id = {WORKSPACE})"
    )
    op.execute(
        f"CREATE POLICY workspace_rows ON workspace TO leadgen_app "
        f"USING (id = {WORKSPACE} OR account_id = {ACCOUNT} OR EXISTS "
        f"(SELECT FROM member m WHERE m.workspace_id = workspace.id AND m.user_id = {USER})) "
        f"WITH CHECK (id = {WORKSPACE})"
    )
    for table in ("account", '"user"', "session", "sign_in_link", "api_key"):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO leadgen_app")
    op.execute("GRANT SELECT, INSERT ON system_access TO leadgen_system")
    op.execute("GRANT SELECT ON alembic_version TO leadgen_app")  # health tells the schema
    # The dispatcher reads only what it needs to hand work to a workspace session.
    op.execute("GRANT SELECT (workspace_id, id, state, updated_at) ON import TO leadgen_system")
    op.execute("GRANT SELECT (workspace_id, id, kind, state, created_at) ON operation TO leadgen_system")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
