"""What reaches outward: whether a workspace may, which server the database stands on, sealed answers.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE workspace ADD COLUMN disarmed_at timestamptz, ADD COLUMN disarmed_reason text;

-- The one row says where the database stood when it was last started: a copy finds itself elsewhere.
CREATE TABLE installation (
  is_only boolean PRIMARY KEY CHECK (is_only),
  server text,
  folder text,
  seen_at timestamptz NOT NULL,
  backed_up_at timestamptz
);

-- The server and the database in it; NULL where the server does not tell.
CREATE FUNCTION server_identity() RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
  RETURN (SELECT c.system_identifier || '/' || d.oid FROM pg_control_system() c, pg_database d
          WHERE d.datname = current_database());
EXCEPTION WHEN insufficient_privilege THEN
  RETURN NULL;
END $$;

-- Kept answers are sealed from now on: they may hold a key that is shown once.
TRUNCATE idempotency_key;
ALTER TABLE idempotency_key DROP COLUMN answer;
ALTER TABLE idempotency_key ADD COLUMN answer bytea;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute("GRANT SELECT ON installation TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
