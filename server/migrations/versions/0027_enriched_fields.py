"""What enrichment finds of companies and contacts, each value in a column of its own as the registry has it.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE company
  ADD COLUMN legal_name text,
  ADD COLUMN legal_form text,
  ADD COLUMN register_status text,
  ADD COLUMN vat_id text,
  ADD COLUMN vat_status text,
  ADD COLUMN lei text,
  ADD COLUMN credibility bigint,
  ADD COLUMN company_email text,
  ADD COLUMN industry_codes text,
  ADD COLUMN business_model text,
  ADD COLUMN products text,
  ADD COLUMN target_customers text,
  ADD COLUMN competitors text,
  ADD COLUMN company_news text,
  ADD COLUMN buying_signals text,
  ADD COLUMN opportunity text,
  ADD COLUMN triage_decision text,
  ADD COLUMN company_facebook_url text,
  ADD COLUMN company_twitter_url text,
  ADD COLUMN company_languages text;
ALTER TABLE contact ADD COLUMN career text;
"""


def upgrade() -> None:
    op.execute(COLUMNS)


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
