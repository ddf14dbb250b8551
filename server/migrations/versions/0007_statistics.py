"""Statistics on demand, and an index that tells where somebody worked in the past.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# A base that was just filled has no statistics until autovacuum comes by, and without them the planner reads
# whole tables. Only the owner of a table may gather them.
STATISTICS = """
CREATE FUNCTION gather_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN
  ANALYZE contact, company, contact_point, employment, record_key, record_tag, tag, custom_value, change,
    field_state, operation, import_line;
END $$;
REVOKE ALL ON FUNCTION gather_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gather_statistics() TO leadgen_app;
"""


def upgrade() -> None:
    op.execute("CREATE INDEX employment_past ON employment (workspace_id, company_id) WHERE to_date IS NOT NULL")
    op.execute(STATISTICS)


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
