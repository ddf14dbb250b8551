"""What runs cost, by day, stage, enricher and model.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE enrichment_cost (
  workspace_id uuid NOT NULL,
  day date NOT NULL,
  run_id uuid NOT NULL,
  stage text NOT NULL,
  enricher text NOT NULL,
  model text NOT NULL,
  unit text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  steps bigint NOT NULL,
  found bigint NOT NULL,
  credits bigint NOT NULL,
  own numeric NOT NULL,
  PRIMARY KEY (workspace_id, day, run_id, stage, enricher, model, unit),
  FOREIGN KEY (workspace_id, run_id) REFERENCES enrichment_run (workspace_id, id)
);
CREATE INDEX enrichment_cost_by_run ON enrichment_cost (workspace_id, run_id, day);
"""

# What was answered before. A step that told of several units counts with the first, as those to come do. The
# owner sees rows only while it is not forced.
FILL = """
ALTER TABLE effect NO FORCE ROW LEVEL SECURITY;
ALTER TABLE effect_payload NO FORCE ROW LEVEL SECURITY;
ALTER TABLE enrichment_run NO FORCE ROW LEVEL SECURITY;
INSERT INTO enrichment_cost (workspace_id, day, run_id, stage, enricher, model, unit, actor_id, actor_name, steps,
    found, credits, own)
  SELECT e.workspace_id, (e.settled_at AT TIME ZONE 'UTC')::date, e.run_id, p.payload->>'stage',
    p.payload->>'enricher', p.result->>'model', coalesce(o.one->>1, ''),
    r.actor_id, r.actor_name,
    count(*) FILTER (WHERE coalesce(o.place, 1) = 1),
    coalesce(sum((SELECT count(*) FROM jsonb_object_keys(p.result->'costs')))
      FILTER (WHERE coalesce(o.place, 1) = 1), 0),
    coalesce(sum(e.cost) FILTER (WHERE coalesce(o.place, 1) = 1), 0),
    coalesce(sum((o.one->>0)::numeric), 0)
  FROM effect e
    JOIN enrichment_run r ON r.workspace_id = e.workspace_id AND r.id = e.run_id
    JOIN effect_payload p ON p.workspace_id = e.workspace_id AND p.effect_id = e.id
    LEFT JOIN LATERAL jsonb_array_elements(p.result->'provider_costs') WITH ORDINALITY AS o (one, place) ON true
  WHERE e.kind IN ('enrich_free', 'enrich_keyed', 'enrich_paid') AND e.state = 'settled'
    AND jsonb_typeof(p.result->'provider_costs') = 'array'
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
ALTER TABLE effect FORCE ROW LEVEL SECURITY;
ALTER TABLE effect_payload FORCE ROW LEVEL SECURITY;
ALTER TABLE enrichment_run FORCE ROW LEVEL SECURITY;
"""

WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(FILL)
    op.execute("ALTER TABLE enrichment_cost ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE enrichment_cost FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY workspace_rows ON enrichment_cost TO leadgen_app "
        f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
    )
    op.execute("CREATE POLICY system_reads ON enrichment_cost FOR SELECT TO leadgen_system USING (true)")
    op.execute("GRANT SELECT, INSERT, UPDATE (steps, found, credits, own) ON enrichment_cost TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
