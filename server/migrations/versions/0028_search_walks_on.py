"""What some of the first texts have is met further along, before the index is asked.

Of a million texts the walk along 40,000 costs some 10 ms at most; the index, of words that many have, 40 to 70.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# As before, but for the second walk: where a fifteenth of what is wanted was met among the first 2,000.
FIND = """
DROP FUNCTION search_records(text, text[], integer);
CREATE FUNCTION search_records(kind text, patterns text[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
  here uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  matching text;
  found_ids uuid[];
  walked integer;
BEGIN
  SELECT string_agg(format('e.text LIKE %L', pattern), ' AND ') INTO matching
    FROM unnest(patterns) AS pattern;
  IF here IS NULL OR matching IS NULL OR kind NOT IN ('contact', 'company') THEN
    RETURN;
  END IF;
  matching := format('e.kind = %L AND ', kind) || matching;
  IF most IS NOT NULL THEN
    FOREACH walked IN ARRAY ARRAY[2000, 40000] LOOP
      EXECUTE 'SELECT array_agg(record_id) FROM (SELECT e.record_id FROM (SELECT * FROM search_entry'
        || ' WHERE workspace_id = $1 LIMIT $3) AS e WHERE ' || matching || ' LIMIT $2) AS met'
        INTO found_ids USING here, most, walked;
      IF cardinality(found_ids) >= most THEN
        RETURN QUERY SELECT unnest(found_ids);
        RETURN;
      END IF;
      EXIT WHEN coalesce(cardinality(found_ids), 0) * 15 < most;
    END LOOP;
  END IF;
  RETURN QUERY EXECUTE 'SELECT e.record_id FROM search_entry e WHERE e.workspace_id::text = $1 AND '
    || matching || ' LIMIT $2' USING here::text, most;
END $$;
REVOKE ALL ON FUNCTION search_records(text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_records(text, text[], integer) TO leadgen_app;
GRANT CREATE ON SCHEMA public TO leadgen_search;
ALTER FUNCTION search_records(text, text[], integer) OWNER TO leadgen_search;
REVOKE CREATE ON SCHEMA public FROM leadgen_search;
"""


def upgrade() -> None:
    op.execute(FIND)


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
