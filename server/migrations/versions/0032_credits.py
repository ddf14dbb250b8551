"""Credits: balance, ledger, lots, reserves of runs, spending and its caps.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE account_balance (
  account_id uuid PRIMARY KEY REFERENCES account (id),
  balance bigint NOT NULL CHECK (balance >= 0),
  per_run bigint,
  per_day bigint,
  per_month bigint
);
CREATE TABLE spending_cap (
  workspace_id uuid PRIMARY KEY REFERENCES workspace (id),
  per_run bigint,
  per_day bigint,
  per_month bigint
);
CREATE TABLE credit_lot (
  account_id uuid NOT NULL REFERENCES account (id),
  id uuid NOT NULL,
  granted bigint NOT NULL,
  remaining bigint NOT NULL CHECK (remaining >= 0),
  granted_at timestamptz NOT NULL,
  expires_at timestamptz,
  PRIMARY KEY (account_id, id)
);
CREATE TABLE run_reserve (
  account_id uuid NOT NULL REFERENCES account (id),
  run_id uuid NOT NULL,
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  held bigint NOT NULL CHECK (held >= 0),
  spent bigint NOT NULL,
  booked bigint NOT NULL,
  PRIMARY KEY (account_id, run_id)
);
CREATE INDEX run_reserve_open ON run_reserve (account_id) WHERE held > 0;
CREATE TABLE spending (
  account_id uuid NOT NULL REFERENCES account (id),
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  day date NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (account_id, workspace_id, day)
);
CREATE TABLE ledger_entry (
  account_id uuid NOT NULL REFERENCES account (id),
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  amount bigint NOT NULL,
  spent bigint NOT NULL,
  balance bigint,
  workspace_id uuid REFERENCES workspace (id),
  run_id uuid,
  note text NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'an entry of the ledger is neither changed nor removed';
END $$;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
"""

WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"
ACCOUNT = "nullif(current_setting('app.account_id', true), '')::uuid"
# Whoever is in a workspace sees the credits of its account, and writes in the name of no other workspace.
OWN_ACCOUNT = f"(account_id = {ACCOUNT} OR account_id = (SELECT w.account_id FROM workspace w WHERE w.id = {WORKSPACE}))"
IN_OWN_NAME = f"{OWN_ACCOUNT} AND workspace_id = {WORKSPACE}"
# Table → whose rows may be written, and what beside reading may be done.
OF_ACCOUNTS = {
    "account_balance": (OWN_ACCOUNT, "INSERT, UPDATE (balance, per_run, per_day, per_month)"),
    "credit_lot": (OWN_ACCOUNT, "INSERT, UPDATE (remaining)"),
    "run_reserve": (IN_OWN_NAME, "INSERT, UPDATE (held, spent, booked)"),
    "spending": (IN_OWN_NAME, "INSERT, UPDATE (amount)"),
    "ledger_entry": (f"{OWN_ACCOUNT} AND (workspace_id IS NULL OR workspace_id = {WORKSPACE})", "INSERT"),
}


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("spending_cap", *OF_ACCOUNTS):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY workspace_rows ON spending_cap TO leadgen_app "
        f"USING (workspace_id = {WORKSPACE}) WITH CHECK (workspace_id = {WORKSPACE})"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE (per_run, per_day, per_month) ON spending_cap TO leadgen_app")
    for table, (written, rights) in OF_ACCOUNTS.items():
        op.execute(f"CREATE POLICY account_reads ON {table} FOR SELECT TO leadgen_app USING ({OWN_ACCOUNT})")
        op.execute(f"CREATE POLICY account_adds ON {table} FOR INSERT TO leadgen_app WITH CHECK ({written})")
        op.execute(
            f"CREATE POLICY account_changes ON {table} FOR UPDATE TO leadgen_app "
            f"USING ({written}) WITH CHECK ({written})"
        )
        op.execute(f"GRANT SELECT, {rights} ON {table} TO leadgen_app")


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
