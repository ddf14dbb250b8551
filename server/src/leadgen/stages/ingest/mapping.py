"""Which column fills which field: proposed from the headers, checked against the values below them. Pure.

Each proposal says why in a sentence. A column that is not understood stays out. Where two columns mean the
same field, a further address or number goes with the first; of any other the better one counts, and the
second is read where the first is empty. Ids never mix.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import words
from leadgen.stages.ingest.alternatives import alternatives
from leadgen.stages.ingest.contracts import Alternative
from leadgen.stages.ingest.headers import evidence as looks
from leadgen.stages.ingest.headers.evidence import Evidence
from leadgen.stages.ingest.headers.meaning import (
    Candidate,
    Left,
    Meaning,
    facts_of,
    kind_of,
    meaning_of,
    names_a_person,
)
from leadgen.stages.ingest.headers.reading import Reading, is_about_somebody_else, read_all
from leadgen.stages.ingest.parsing import Split
from leadgen.stages.ingest.splitting import looks_like_address

# Shares of a column's values that decide: a stray cell neither makes nor breaks a mapping.
_MOSTLY, _HARDLY = 0.8, 0.3
_CHECKED = words(
    "email phone date number decimal year range money country domain linkedin_person linkedin_company"
)
_OWN_KEYS_NEEDED = 3
_IDENTIFIERS = frozenset(["external_id", "register_id", "code"])
_NOT_LIKE = "{}, but its values do not look like it"
_KNOWN_RANK, _KNOWN_CONFIDENCE = 8.0, 0.99


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with one column. `confidence` is 0 where it stays out; `reason` is a sentence either way."""

    index: int
    field: str | None
    confidence: float
    reason: str
    sensitive: bool = False
    opt_out: bool = False
    split: Split | None = None
    alternatives: Sequence[Alternative] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known for sure of a file's columns: index → field, "" for one to leave out; and who says so."""

    fields: Mapping[int, str]
    says: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """A column's claim to a field."""

    index: int
    field: str
    rank: float
    confidence: float
    reason: str
    split: Split | None = None


_NOTHING_KNOWN = Known({}, "")


def record_kind(header: Sequence[str]) -> RecordKind:
    """Whether the lines of a file with this header are people or companies; people where nothing says."""
    return kind_of(read_all(header))


def is_our_export(header: Sequence[str], known: Container[str]) -> bool:
    """A file that we wrote has our keys in its header, and no other file has several of them."""
    return sum("_" in text and text in known for text in header) >= _OWN_KEYS_NEEDED


def propose(
    header: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    fields: Sequence[Field],
    known: Known = _NOTHING_KNOWN,
) -> list[Proposal]:
    """One proposal for each column, in their order.

    `fields` are those of the workspace; one that cannot be imported is never proposed. The more sample rows,
    the better: the values settle what a header leaves open, and refuse it where they are of another kind.
    """
    columns = _Columns(header, sample_rows, fields, known)
    drafts = [columns.draft(index) for index in range(len(header))]
    given = _allocated([draft for draft in drafts if isinstance(draft, _Claim)], columns)
    decided = [given[draft.index] if isinstance(draft, _Claim) else draft for draft in drafts]
    return [columns.finished(proposal) for proposal in decided]


class _Columns:
    """The columns of one file, each asked in turn what it might fill."""

    def __init__(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], fields: Sequence[Field], sure: Known
    ) -> None:
        self.header = header
        self.sure = sure
        self.readings = read_all(header)
        self.kind = _kind(self.readings, fields, sure)
        self.facts = facts_of(self.readings, self.kind)
        self.evidence = [looks.look(index, rows) for index in range(len(header))]
        usable = [field for field in fields if field.importable]
        self.known = {
            field.key: field for field in usable if self.kind == "contact" or field.kind == "company"
        }
        self.by_label = {plain.key(field.label): field.key for field in self.known.values() if field.custom}
        self.any_label = {plain.key(field.label): field.key for field in self.known.values()}
        self.ours = is_our_export(header, self.known)

    def draft(self, index: int) -> _Claim | Proposal:
        """A claim, or the proposal to leave the column out."""
        sure = self.sure.fields.get(index)
        if sure in self.known:
            what = self.known[sure].label.lower()
            reason = f"{self.sure.says}: '{self.shown(index)}' is {what}."
            return _Claim(index, sure, _KNOWN_RANK, _KNOWN_CONFIDENCE, reason)
        named = self._named_exactly(index)
        if named:
            return _Claim(index, named, 9.0, 1.0, f"Header '{self.shown(index)}' is the name of the field.")
        reading = self.readings[index]
        if reading is None:
            if sure == "":
                return self._out(index, f"holds nothing that a field here keeps, in {self.sure.says}")
            return self._labelled(index) or self._by_values(index) or self._out(index, "is not known")
        found = _settled(meaning_of(reading, self.facts), reading, self.evidence[index])
        if isinstance(found, Left):
            return replace(self._out(index, found.why), sensitive=found.sensitive, opt_out=found.opt_out)
        if sure == "":
            return self._out(index, f"holds nothing that a field here keeps, in {self.sure.says}")
        return self._checked(index, found, reading)

    def finished(self, proposal: Proposal) -> Proposal:
        """With what else the column might fill, and what its cells are split into."""
        key = proposal.field
        if key is None and proposal.sensitive:
            return proposal
        split = proposal.split
        if key is not None and self.known[key].derived:
            split = "full_name"
        elif key in ("street", "company_street") and self._holds_whole_addresses(proposal.index, key):
            split = "address"
        others = alternatives(
            self.header[proposal.index], self.evidence[proposal.index], self.facts, self.known, key
        )
        return replace(
            proposal,
            split=split,
            alternatives=others,
            opt_out=proposal.opt_out or key == "subscription_status",
        )

    def shown(self, index: int) -> str:
        """The header as people read it."""
        return plain.display(self.header[index])[:60]

    def _named_exactly(self, index: int) -> str | None:
        text = self.header[index].strip()
        if text in self.known and ("_" in text or self.ours or self.known[text].custom):
            return text
        return self.by_label.get(plain.key(text))

    def _labelled(self, index: int) -> _Claim | None:
        """A header nobody taught us may still be the label of a field, such as one added later."""
        field = self.any_label.get(plain.key(self.header[index]))
        if field is None:
            return None
        return _Claim(index, field, 9.0, 1.0, f"Header '{self.shown(index)}' is the label of the field.")

    def _checked(self, index: int, found: Candidate, reading: Reading) -> _Claim | Proposal:
        field = self.known.get(found.field)
        if field is None:
            return self._out(index, "means something that no field here keeps")
        seen = self.evidence[index]
        if field.type == "text" and field.normaliser not in _IDENTIFIERS and _holds_addresses(seen):
            return self._by_values(index) or self._out(
                index, f"should mean {_NOT_LIKE.format(field.label.lower())}"
            )
        share = (
            seen.share(lambda cell: looks.fits(field.normaliser, cell))
            if field.normaliser in _CHECKED
            else 1.0
        )
        if seen.cells and share < _HARDLY and len(seen.cells) > 1:
            return self._out(index, f"should mean {_NOT_LIKE.format(field.label.lower())}")
        confidence = _confidence(found, reading) * (1.0 if share >= _MOSTLY or not seen.cells else 0.7)
        why = f", {found.why}" if found.why else ""
        reason = f"Header '{self.shown(index)}' means {field.label.lower()}{why}."
        return _Claim(index, found.field, found.rank, round(confidence, 2), reason, found.split)

    def _by_values(self, index: int) -> _Claim | None:
        seen, shown = self.evidence[index], self.shown(index)
        if is_about_somebody_else(self.header[index]):
            return None
        for is_one, key, what in looks.VALUE_KINDS:
            if key in self.known and len(seen.cells) > 1 and seen.share(is_one) >= _MOSTLY:
                return _Claim(index, key, 0.5, 0.7, f"The values under '{shown}' are {what}.")
        return None

    def _holds_whole_addresses(self, index: int, key: str) -> bool:
        """Only where no column of its own holds the town: two would be taken for one."""
        alone = not self.facts.nouns & {"city", "postal_code", "plz_city"}
        return alone and self.evidence[index].share(looks_like_address) >= _MOSTLY

    def _out(self, index: int, why: str) -> Proposal:
        shown = self.shown(index)
        return Proposal(index, None, 0.0, f"Header '{shown}' {why}." if shown else "The header is empty.")


def _kind(readings: list[Reading | None], fields: Sequence[Field], sure: Known) -> RecordKind:
    """What the known columns say, where no other one names a person."""
    kinds = {field.kind for field in fields if field.key in sure.fields.values()}
    if kinds == {"company"} and not names_a_person(readings):
        return "company"
    return "contact" if "contact" in kinds else kind_of(readings)


def _holds_addresses(seen: Evidence) -> bool:
    """Are these e-mail addresses or phone numbers, which no name, title or place is?"""
    return len(seen.cells) > 1 and any(
        seen.share(is_one) >= _MOSTLY for is_one in (looks.is_email, looks.is_international_phone)
    )


def _settled(found: Meaning, reading: Reading, seen: Evidence) -> Meaning:
    """The meaning, where the values know better than the header: links and titles."""
    if reading.noun in ("url", "profile_url", "webpage", "website", "linkedin", "sales_navigator"):
        if seen.share(looks.is_person_page) >= _MOSTLY:
            return Candidate("linkedin_url", 3.0, "as its values are LinkedIn pages of people")
        if seen.share(looks.is_company_page) >= _MOSTLY:
            return Candidate("company_linkedin_url", 3.0, "as its values are LinkedIn pages of companies")
        if (
            isinstance(found, Candidate)
            and found.field.endswith("linkedin_url")
            and "linkedin" not in reading.noun
        ):
            return Candidate("website", 1.0) if seen.share(looks.is_web_address) >= _MOSTLY else found
    if reading.noun in ("title", "name_prefix") and seen.cells:
        courtesy = seen.share(looks.is_courtesy_title) >= 0.6
        return Candidate("name_prefix" if courtesy else "job_title", 2.5, "by its values")
    return found


def _confidence(found: Candidate, reading: Reading) -> float:
    if found.why or reading.noun in ("title", "name", "url", "website", "given_or_full"):
        return 0.8
    return 0.98 if reading.exact and reading.number is None else 0.92


def _allocated(claims: Sequence[_Claim], columns: _Columns) -> dict[int, Proposal]:
    """Each field to the best claim; what comes second becomes a further value, stands in, or stays out."""
    known = columns.known
    holder: dict[str, _Claim] = {}
    given: dict[int, Proposal] = {}
    for claim in sorted(_with_one_main_address(claims, known), key=lambda claim: (-claim.rank, claim.index)):
        first = holder.get(claim.field)
        if first is None or known[claim.field].many:
            holder.setdefault(claim.field, claim)
            given[claim.index] = _given(claim, claim.field, claim.confidence, claim.reason)
        else:
            given[claim.index] = _second(claim, columns.shown(first.index), known)
    return given


def _second(claim: _Claim, first: str, known: Mapping[str, Field]) -> Proposal:
    """What becomes of a column whose field another one fills already."""
    field = known[claim.field]
    reason = claim.reason[:-1]
    if claim.field == "email" and "email_other" in known:
        return _given(claim, "email_other", claim.confidence, f"{reason}; '{first}' is the first.")
    if field.normaliser in _IDENTIFIERS or claim.split:
        label = field.label.lower()
        return Proposal(claim.index, None, 0.0, f"'{first}' fits {label} better, and it holds one value.")
    confidence = round(claim.confidence * 0.9, 2)
    if field.point and field.point.kind == "phone":
        return _given(claim, claim.field, confidence, f"{reason}; after '{first}' it is a further number.")
    if field.type == "long_text":
        return _given(claim, claim.field, confidence, f"{reason}; it is written below '{first}'.")
    return _given(claim, claim.field, confidence, f"{reason}; it is taken where '{first}' is empty.")


def _given(claim: _Claim, field: str, confidence: float, reason: str) -> Proposal:
    return Proposal(claim.index, field, confidence, reason, split=claim.split)


def _with_one_main_address(claims: Sequence[_Claim], known: Mapping[str, Field]) -> list[_Claim]:
    """A file's only address is the main one, even where its header calls it private."""
    others = [claim for claim in claims if claim.field == "email_other"]
    if not others or "email" not in known or any(claim.field == "email" for claim in claims):
        return list(claims)
    best = max(others, key=lambda claim: (claim.rank, -claim.index))
    return [replace(claim, field="email") if claim is best else claim for claim in claims]
