"""What else a column might fill: offered beside the proposal, never taken by itself. Pure."""

from collections.abc import Iterator, Mapping

from leadgen.records.field import Field
from leadgen.records.normalise.words import words
from leadgen.stages.ingest.contracts import Alternative
from leadgen.stages.ingest.headers import evidence as looks
from leadgen.stages.ingest.headers.evidence import Evidence
from leadgen.stages.ingest.headers.meaning import Candidate, Facts, meaning_of, nearest
from leadgen.stages.ingest.headers.reading import parts, readings

_MOST = 3
_BY_READING, _BY_VALUES, _BY_PART, _BY_KIN = 0.6, 0.5, 0.4, 0.2
_MOSTLY = 0.6
# Fields that are taken for one another, or hold the same of the person and of the company.
_KIN = tuple(
    words(line)
    for line in (
        "email email_other",
        "phone_work phone_mobile phone_company phone_other",
        "full_name first_name last_name company_name",
        "website company_website company_domain",
        "linkedin_url company_linkedin_url",
        "job_title headline name_prefix",
        "external_id company_external_id register_id",
        "street company_street",
        "postal_code company_postal_code",
        "city company_city location",
        "state company_state",
        "country company_country",
        "lead_status subscription_status tags",
        "notes personalization company_description",
    )
)


def alternatives(
    header: str, seen: Evidence, facts: Facts, known: Mapping[str, Field], proposed: str | None
) -> list[Alternative]:
    """Up to three other fields of this workspace, the likeliest first."""
    found: dict[str, float] = {}
    for field, confidence in _found(header, seen, facts, known, proposed):
        if field in known and field != proposed:
            found[field] = max(confidence, found.get(field, 0.0))
    best = sorted(found.items(), key=lambda one: -one[1])
    return [Alternative(field, confidence) for field, confidence in best[:_MOST]]


def _found(
    header: str, seen: Evidence, facts: Facts, known: Mapping[str, Field], proposed: str | None
) -> Iterator[tuple[str, float]]:
    for reading in readings(header):
        meaning = meaning_of(reading, facts)
        field = meaning.field if isinstance(meaning, Candidate) else nearest(reading, facts)
        if field:
            yield field, _BY_READING
    for is_one, key, _ in looks.VALUE_KINDS:
        if len(seen.cells) > 1 and seen.share(is_one) >= _MOSTLY:
            yield key, _BY_VALUES
    for reading in parts(header) if proposed is None else ():
        if field := nearest(reading, facts):
            yield field, _BY_PART
    for kin in _KIN:
        if proposed in kin:
            yield from ((field, _BY_KIN) for field in known if field in kin)
