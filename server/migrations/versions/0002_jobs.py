"""The job queue: Procrastinate 3.10's objects in the schema `jobs`, and our door to it.

Names, columns and results are those its queries ask for; the text is frozen here. Each function has
its search_path fixed. `jobs.defer` is the only thing the application may do: it runs in the caller's
transaction, as the owner, for the workspace of that transaction and no other.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TYPE procrastinate_job_status AS ENUM
  ('todo', 'doing', 'succeeded', 'failed', 'cancelled', 'aborting', 'aborted');
CREATE TYPE procrastinate_job_event_type AS ENUM
  ('deferred', 'started', 'deferred_for_retry', 'failed', 'succeeded', 'cancelled', 'abort_requested',
   'aborted', 'scheduled', 'retried');
CREATE TYPE procrastinate_job_to_defer_v1 AS (
  queue_name varchar, task_name varchar, priority integer, lock text, queueing_lock text, args jsonb,
  scheduled_at timestamptz
);

CREATE TABLE procrastinate_workers (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  last_heartbeat timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON procrastinate_workers (last_heartbeat);

CREATE TABLE procrastinate_jobs (
  id bigserial PRIMARY KEY,
  queue_name varchar(128) NOT NULL,
  task_name varchar(128) NOT NULL,
  priority integer NOT NULL DEFAULT 0,
  lock text,
  queueing_lock text,
  args jsonb NOT NULL DEFAULT '{}',
  status procrastinate_job_status NOT NULL DEFAULT 'todo',
  scheduled_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  abort_requested boolean NOT NULL DEFAULT false,
  worker_id bigint REFERENCES procrastinate_workers (id) ON DELETE SET NULL,
  CONSTRAINT check_not_todo_abort_requested CHECK (NOT (status = 'todo' AND abort_requested))
);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs (queueing_lock)
  WHERE status = 'todo';
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON procrastinate_jobs (lock) WHERE status = 'doing';
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON procrastinate_jobs (worker_id)
  WHERE worker_id IS NOT NULL AND status = 'doing';
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON procrastinate_jobs (queue_name);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON procrastinate_jobs (id, lock)
  WHERE status IN ('todo', 'doing');
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON procrastinate_jobs (priority DESC, id)
  WHERE status = 'todo';

CREATE TABLE procrastinate_periodic_defers (
  id bigserial PRIMARY KEY,
  task_name varchar(128) NOT NULL,
  defer_timestamp bigint,
  job_id bigint REFERENCES procrastinate_jobs (id),
  periodic_id varchar(128) NOT NULL DEFAULT '',
  CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp)
);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON procrastinate_periodic_defers (job_id);

CREATE TABLE procrastinate_events (
  id bigserial PRIMARY KEY,
  job_id bigint NOT NULL REFERENCES procrastinate_jobs ON DELETE CASCADE,
  type procrastinate_job_event_type,
  at timestamptz DEFAULT now()
);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON procrastinate_events (job_id);
"""

# name(arguments), what it returns, its text
FUNCTIONS = (
    (
        "defer(task text, args jsonb, lock text, queueing_lock text)",
        "bigint",
        """
        #variable_conflict use_column
        DECLARE
          job_id bigint;
        BEGIN
          IF args->>'workspace_id' IS DISTINCT FROM current_setting('app.workspace_id', true) THEN
            RAISE insufficient_privilege USING MESSAGE = 'a job belongs to the workspace it is deferred from';
          END IF;
          INSERT INTO procrastinate_jobs AS job (queue_name, task_name, args, lock, queueing_lock)
          VALUES ('default', defer.task, defer.args, defer.lock, defer.queueing_lock)
          ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
          RETURNING job.id INTO job_id;
          RETURN job_id;
        END
        """,
    ),
    (
        "procrastinate_defer_jobs_v1(jobs procrastinate_job_to_defer_v1[])",
        "bigint[]",
        """
        DECLARE
          ids bigint[];
        BEGIN
          WITH inserted AS (
            INSERT INTO procrastinate_jobs
              (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
            SELECT j.queue_name, j.task_name, j.priority, j.lock, j.queueing_lock, j.args, j.scheduled_at
            FROM unnest(jobs) AS j
            RETURNING id
          )
          SELECT array_agg(id) FROM inserted INTO ids;
          RETURN ids;
        END
        """,
    ),
    (
        "procrastinate_defer_periodic_job_v2(_queue_name varchar, _lock varchar, _queueing_lock varchar,"
        " _task_name varchar, _priority integer, _periodic_id varchar, _defer_timestamp bigint, _args jsonb)",
        "bigint",
        """
        DECLARE
          tick bigint;
          new_job bigint;
        BEGIN
          INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
          VALUES (_task_name, _periodic_id, _defer_timestamp)
          ON CONFLICT DO NOTHING RETURNING id INTO tick;
          IF tick IS NULL THEN
            RETURN NULL;
          END IF;
          INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
          VALUES (_queue_name, _task_name, _priority, _lock, _queueing_lock, _args)
          RETURNING id INTO new_job;
          UPDATE procrastinate_periodic_defers SET job_id = new_job WHERE id = tick;
          DELETE FROM procrastinate_periodic_defers d USING (
            SELECT id FROM procrastinate_periodic_defers
            WHERE task_name = _task_name AND periodic_id = _periodic_id AND defer_timestamp < _defer_timestamp
            ORDER BY id FOR UPDATE
          ) past WHERE d.id = past.id;
          RETURN new_job;
        END
        """,
    ),
    (
        "procrastinate_fetch_job_v2(target_queue_names varchar[], p_worker_id bigint)",
        "procrastinate_jobs",
        """
        DECLARE
          found procrastinate_jobs;
        BEGIN
          WITH candidate AS (
            SELECT job.id FROM procrastinate_jobs job
            WHERE job.status = 'todo'
              AND (target_queue_names IS NULL OR job.queue_name = ANY (target_queue_names))
              AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
              AND (job.lock IS NULL OR NOT EXISTS (
                SELECT FROM procrastinate_jobs other
                WHERE other.lock = job.lock AND (
                  other.status = 'doing'
                  OR other.status = 'todo'
                    AND (other.priority > job.priority OR other.priority = job.priority AND other.id < job.id)
                )
              ))
            ORDER BY job.priority DESC, job.id
            LIMIT 1
            FOR UPDATE OF job SKIP LOCKED
          )
          UPDATE procrastinate_jobs job SET status = 'doing', worker_id = p_worker_id
          FROM candidate WHERE job.id = candidate.id
          RETURNING job.* INTO found;
          RETURN found;
        END
        """,
    ),
    (
        "procrastinate_finish_job_v1(job_id bigint, end_status procrastinate_job_status, delete_job boolean)",
        "void",
        """
        BEGIN
          IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
            RAISE 'a job does not end as % (job id: %)', end_status, job_id;
          END IF;
          IF delete_job THEN
            DELETE FROM procrastinate_jobs WHERE id = job_id AND status IN ('todo', 'doing');
          ELSE
            UPDATE procrastinate_jobs
            SET status = end_status, abort_requested = false, attempts = attempts + (status = 'doing')::int
            WHERE id = job_id AND status IN ('todo', 'doing');
          END IF;
          IF NOT FOUND THEN
            RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
          END IF;
        END
        """,
    ),
    (
        "procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean)",
        "bigint",
        """
        DECLARE
          hit bigint;
        BEGIN
          IF delete_job THEN
            DELETE FROM procrastinate_jobs WHERE id = job_id AND status = 'todo' RETURNING id INTO hit;
          END IF;
          IF hit IS NULL AND abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
              status = CASE status WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status END
            WHERE id = job_id AND status IN ('todo', 'doing') RETURNING id INTO hit;
          ELSIF hit IS NULL THEN
            UPDATE procrastinate_jobs SET status = 'cancelled'
            WHERE id = job_id AND status = 'todo' RETURNING id INTO hit;
          END IF;
          RETURN hit;
        END
        """,
    ),
    (
        "procrastinate_retry_job_v2(job_id bigint, retry_at timestamptz, new_priority integer,"
        " new_queue_name varchar, new_lock varchar)",
        "void",
        """
        DECLARE
          job procrastinate_jobs;
        BEGIN
          SELECT * FROM procrastinate_jobs
          WHERE id = job_id AND status IN ('doing', 'failed') FOR UPDATE INTO job;
          IF NOT FOUND THEN
            RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
          ELSIF job.status = 'doing' AND job.abort_requested THEN
            UPDATE procrastinate_jobs SET status = 'failed' WHERE id = job_id;
          ELSE
            UPDATE procrastinate_jobs
            SET status = 'todo', attempts = attempts + 1, scheduled_at = retry_at,
              priority = coalesce(new_priority, priority),
              queue_name = coalesce(new_queue_name, queue_name), lock = coalesce(new_lock, lock)
            WHERE id = job_id;
          END IF;
        END
        """,
    ),
    (
        "procrastinate_register_worker_v1()",
        "TABLE (worker_id bigint)",
        "BEGIN RETURN QUERY INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id; END",
    ),
    (
        "procrastinate_unregister_worker_v1(worker_id bigint)",
        "void",
        "BEGIN DELETE FROM procrastinate_workers WHERE id = worker_id; END",
    ),
    (
        "procrastinate_update_heartbeat_v1(worker_id bigint)",
        "void",
        "BEGIN UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = worker_id; END",
    ),
    (
        "procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat float)",
        "TABLE (worker_id bigint)",
        """
        BEGIN
          RETURN QUERY DELETE FROM procrastinate_workers
          WHERE last_heartbeat < now() - make_interval(secs => seconds_since_heartbeat) RETURNING id;
        END
        """,
    ),
    (
        "procrastinate_notify_queue_job_inserted_v1()",
        "trigger",
        """
        DECLARE
          payload text := json_build_object('type', 'job_inserted', 'job_id', NEW.id);
        BEGIN
          PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
          PERFORM pg_notify('procrastinate_any_queue_v1', payload);
          RETURN NEW;
        END
        """,
    ),
    (
        "procrastinate_notify_queue_abort_job_v1()",
        "trigger",
        """
        DECLARE
          payload text := json_build_object('type', 'abort_job_requested', 'job_id', NEW.id);
        BEGIN
          PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
          PERFORM pg_notify('procrastinate_any_queue_v1', payload);
          RETURN NEW;
        END
        """,
    ),
    (
        "procrastinate_trigger_function_status_events_insert_v1()",
        "trigger",
        "BEGIN INSERT INTO procrastinate_events (job_id, type) VALUES (NEW.id, 'deferred'); RETURN NEW; END",
    ),
    (
        "procrastinate_trigger_function_status_events_update_v1()",
        "trigger",
        """
        BEGIN
          INSERT INTO procrastinate_events (job_id, type)
          SELECT NEW.id, step.type::procrastinate_job_event_type FROM (VALUES
            ('todo', 'doing', 'started'), ('doing', 'todo', 'deferred_for_retry'), ('doing', 'failed', 'failed'),
            ('doing', 'succeeded', 'succeeded'), ('doing', 'aborted', 'aborted'), ('failed', 'todo', 'retried'),
            ('todo', 'cancelled', 'cancelled'), ('todo', 'failed', 'cancelled'), ('todo', 'succeeded', 'cancelled')
          ) AS step (before, after, type)
          WHERE step.before = OLD.status::text AND step.after = NEW.status::text;
          RETURN NEW;
        END
        """,
    ),
    (
        "procrastinate_trigger_function_scheduled_events_v1()",
        "trigger",
        """
        BEGIN
          INSERT INTO procrastinate_events (job_id, type, at) VALUES (NEW.id, 'scheduled', NEW.scheduled_at);
          RETURN NEW;
        END
        """,
    ),
    (
        "procrastinate_trigger_abort_requested_events_procedure_v1()",
        "trigger",
        """
        BEGIN
          INSERT INTO procrastinate_events (job_id, type) VALUES (NEW.id, 'abort_requested');
          RETURN NEW;
        END
        """,
    ),
    (
        "procrastinate_unlink_periodic_defers_v1()",
        "trigger",
        """
        BEGIN
          UPDATE procrastinate_periodic_defers SET job_id = NULL WHERE job_id = OLD.id;
          RETURN OLD;
        END
        """,
    ),
)

TRIGGERS = """
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON procrastinate_jobs
  FOR EACH ROW WHEN (NEW.status = 'todo') EXECUTE FUNCTION procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested
  ON procrastinate_jobs FOR EACH ROW
  WHEN (NOT OLD.abort_requested AND NEW.abort_requested AND NEW.status = 'doing')
  EXECUTE FUNCTION procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON procrastinate_jobs
  FOR EACH ROW EXECUTE FUNCTION procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON procrastinate_jobs
  FOR EACH ROW WHEN (NEW.status = 'todo')
  EXECUTE FUNCTION procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER UPDATE OR INSERT ON procrastinate_jobs
  FOR EACH ROW WHEN (NEW.scheduled_at IS NOT NULL AND NEW.status = 'todo')
  EXECUTE FUNCTION procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested
  ON procrastinate_jobs FOR EACH ROW WHEN (NEW.abort_requested)
  EXECUTE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON procrastinate_jobs
  FOR EACH ROW EXECUTE FUNCTION procrastinate_unlink_periodic_defers_v1();
"""

# The worker's side of the queue is the dispatcher's; the application only defers.
RIGHTS = """
ALTER FUNCTION jobs.defer SECURITY DEFINER;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.defer TO leadgen_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO leadgen_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO leadgen_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO leadgen_system;
"""


def upgrade() -> None:
    op.execute("SET LOCAL search_path = jobs")
    op.execute(TABLES)
    for signature, result, body in FUNCTIONS:
        op.execute(
            f"CREATE FUNCTION {signature} RETURNS {result} LANGUAGE plpgsql "
            f"SET search_path = jobs, pg_temp AS $body${body}$body$"
        )
    op.execute(TRIGGERS)
    op.execute(RIGHTS)
    op.execute("SET LOCAL search_path = public")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
