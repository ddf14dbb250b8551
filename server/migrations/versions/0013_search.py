"""Search: one text for each living record, with an index of its parts that row-level security leaves usable.

A statement that writes records leaves one note of their ids; a keeper brings the texts up to date from the
notes. So an import pays for the note alone, never for the index (47 s for a million rows).

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE TABLE search_entry (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  record_id uuid NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (workspace_id, record_id)
);
CREATE TABLE search_pending (
  workspace_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  is_new boolean NOT NULL,
  record_ids uuid[] NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
"""

# What is new in the index waits in a list of a megabyte at most, which every search reads.
# The workspace stands in the index itself: a part of a text that is common elsewhere costs nothing here. As a
# text, so that without statistics the planner cannot take the primary key for it and read a whole workspace.
INDEXES = """
CREATE INDEX search_entry_contact ON search_entry USING gin ((workspace_id::text), text gin_trgm_ops)
  WITH (gin_pending_list_limit = 1024) WHERE kind = 'contact';
CREATE INDEX search_entry_company ON search_entry USING gin ((workspace_id::text), text gin_trgm_ops)
  WITH (gin_pending_list_limit = 1024) WHERE kind = 'company';
"""

# A value as it stands in an entry, as `records.search.words.entry` makes it: after two spaces, and once more
# with spaces for its marks, so that each word in it is seen to begin, as the index has it.
WORDS = """
CREATE FUNCTION search_words(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '  ' || given || CASE WHEN given = translate(given, '.@-_/&+,:()', '           ') THEN ''
  ELSE ' ' || translate(given, '.@-_/&+,:()', '           ') END;
"""

# One row for each statement, however many records it wrote.
NOTES = """
CREATE FUNCTION note_for_search() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$ BEGIN
  INSERT INTO search_pending (workspace_id, kind, is_new, record_ids)
    SELECT workspace_id, TG_TABLE_NAME, TG_OP = 'INSERT', array_agg(id) FROM written GROUP BY workspace_id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_for_search() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_for_search() TO leadgen_app;
"""

# What is there already, in notes of a few thousand records. The owner sees rows only while it is not forced.
FILL = """
ALTER TABLE {kind} NO FORCE ROW LEVEL SECURITY;
INSERT INTO search_pending (workspace_id, kind, is_new, record_ids)
  SELECT workspace_id, '{kind}', true, array_agg(id)
  FROM (SELECT workspace_id, id, row_number() OVER (PARTITION BY workspace_id ORDER BY id) / 5000 AS piece
    FROM {kind} WHERE deleted_at IS NULL) AS living
  GROUP BY workspace_id, piece ORDER BY workspace_id, piece;
ALTER TABLE {kind} FORCE ROW LEVEL SECURITY;
"""

# The records whose text has all of these patterns, of the workspace that is set. `most`: so many are enough,
# and which of them does not matter. What many texts have is soon met among the first of them, and is not
# worth the index.
FIND = """
CREATE FUNCTION search_records(kind text, patterns text[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
  here uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  matching text;
  found_ids uuid[];
BEGIN
  SELECT string_agg(format('e.text LIKE %L', pattern), ' AND ') INTO matching
    FROM unnest(patterns) AS pattern;
  IF here IS NULL OR matching IS NULL OR kind NOT IN ('contact', 'company') THEN
    RETURN;
  END IF;
  matching := format('e.kind = %L AND ', kind) || matching;
  IF most IS NOT NULL THEN
    EXECUTE 'SELECT array_agg(record_id) FROM (SELECT e.record_id FROM (SELECT * FROM search_entry'
      || ' WHERE workspace_id = $1 LIMIT 2000) AS e WHERE ' || matching || ' LIMIT $2) AS met'
      INTO found_ids USING here, most;
    IF cardinality(found_ids) >= most THEN
      RETURN QUERY SELECT unnest(found_ids);
      RETURN;
    END IF;
  END IF;
  RETURN QUERY EXECUTE 'SELECT e.record_id FROM search_entry e WHERE e.workspace_id::text = $1 AND '
    || matching || ' LIMIT $2' USING here::text, most;
END $$;
REVOKE ALL ON FUNCTION search_records(text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_records(text, text[], integer) TO leadgen_app;
GRANT SELECT ON search_entry TO leadgen_search;
GRANT CREATE ON SCHEMA public TO leadgen_search;
ALTER FUNCTION search_records(text, text[], integer) OWNER TO leadgen_search;
REVOKE CREATE ON SCHEMA public FROM leadgen_search;
"""

TENANT_TABLES = ("search_entry", "search_pending")
WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(WORDS)
    op.execute(NOTES)
    for kind in ("contact", "company"):
        op.execute(FILL.format(kind=kind))
        for act in ("INSERT", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER note_for_search_at_{act.lower()} AFTER {act} ON {kind} "
                "REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_for_search()"
            )
    for table in TENANT_TABLES:
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(
            f'CREATE POLICY workspace_rows ON "{table}" TO leadgen_app '
            f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
        )
        op.execute(f'CREATE POLICY system_reads ON "{table}" FOR SELECT TO leadgen_system USING (true)')
        op.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO leadgen_app')
    op.execute("CREATE POLICY search_reads ON search_entry FOR SELECT TO leadgen_search USING (true)")
    # The keeper learns whose notes there are; what they say it reads in the workspace.
    op.execute("GRANT SELECT (workspace_id) ON search_pending TO leadgen_system")
    op.execute(INDEXES)
    op.execute(FIND)


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
