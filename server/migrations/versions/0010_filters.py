"""Filters: texts folded for comparison, and indexes for what lists are narrowed by most, where it is filled.

Frozen text: a migration imports nothing of ours.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# What two spellings of a text share, as `records.normalise.text.key` makes it of texts on one line: no case,
# no accents, no width. The small letters behind translate() have no accent that could be taken away.
FOLDED = r"""
CREATE FUNCTION folded(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(given) = char_length(given) THEN lower(given) ELSE
  normalize(replace(replace(replace(replace(translate(
    regexp_replace(normalize(lower(regexp_replace(normalize(given, NFKD), U&'[\0300-\036f]', '', 'g')), NFKD),
      U&'[\0300-\036f]', '', 'g'),
    'łøđðıħŧς', 'loddihtσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFKC) END;
"""

INDEXES = """
CREATE INDEX contact_by_owner ON contact (workspace_id, owner_id, id)
  WHERE deleted_at IS NULL AND owner_id IS NOT NULL;
CREATE INDEX contact_by_country ON contact (workspace_id, country, id)
  WHERE deleted_at IS NULL AND country IS NOT NULL;
CREATE INDEX company_by_company_country ON company (workspace_id, company_country, id)
  WHERE deleted_at IS NULL AND company_country IS NOT NULL;
CREATE INDEX company_by_company_size ON company (workspace_id, company_size_min, id)
  WHERE deleted_at IS NULL AND company_size_min IS NOT NULL;
CREATE INDEX field_state_pinned ON field_state (workspace_id, field, record_id) WHERE pinned_by IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(FOLDED)
    op.execute(INDEXES)


def downgrade() -> None:
    raise RuntimeError("a schema is never taken back; restore a backup instead")
