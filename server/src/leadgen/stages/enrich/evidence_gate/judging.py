"""The gate itself: one candidate, the pages it is said to stand in, one verdict."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from leadgen.records.contracts import Value
from leadgen.records.field import Field, Option
from leadgen.records.normalise import Bad, Context, normalise_value
from leadgen.records.wishes import understand
from leadgen.stages.enrich.evidence_gate.calibrating import calibrated
from leadgen.stages.enrich.evidence_gate.contracts import SENTENCES, Judged, Marks, Verdict
from leadgen.stages.enrich.evidence_gate.orders import are_orders
from leadgen.stages.enrich.evidence_gate.pages import PageText, site_of
from leadgen.stages.enrich.evidence_gate.spans import follows, is_of_others, is_too_short, says_no, speaks_of
from leadgen.stages.enrich.evidence_gate.subjects import Belonging, about
from leadgen_sdk.enriching import ASK, Candidate, Evidence, Subject

# How far words carry a value, by how it follows from them.
_SAID, _DERIVED, _READ = 1.0, 0.95, 0.75
_NEAR_ORDERS = 300
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]\d|\d)")
_SINCE = re.compile(
    r"(?:since|founded|established|est\.?|seit|gegründet|založen\w*|od roku|depuis|fondée?|dal|desde) "
    r"(?:in |im jahr |v roce |roku |en |nel )?(?:19|20)\d\d"
)
_OLDEST = timedelta(days=3 * 365)
_LONGEST_QUOTE = 2_000
_SHOWN = 80


def judge(
    candidate: Candidate,
    subject: Subject,
    pages: Mapping[str, PageText],
    field: Field,
    *,
    now: datetime,
    country: str | None,
    by_program: bool,
    marks: Marks = Marks(),  # noqa: B008  # frozen: nobody can change the default
) -> Judged:
    """Link alive, page about this record, words there, value consistent. The first that fails is the verdict.

    `pages` are those of the step by their digest. `by_program`: a program read the page, so that what it
    derives (`candidate.why`) is a rule; a model's reasons are none.
    """
    value = _stored(field, candidate.value, country)
    if isinstance(value, Bad) or value is None:
        return _no("invalid", value.message if isinstance(value, Bad) else "It is no value.")
    if not candidate.evidence:
        return _no("unsupported", "It came without any words of a page.")
    if refused := _pages_refused(candidate.evidence, pages):
        return refused
    quotes = [one.quote for one in candidate.evidence]
    if refused := _words_refused(candidate.evidence, pages, field):
        return refused
    told = candidate.match.why if by_program else ""
    belonging = _belonging(candidate, subject, pages, field, told)
    if belonging.verdict is not None:
        return _no(belonging.verdict, belonging.why)
    if not candidate.match.sure:
        return _no("ambiguous" if candidate.match.score >= ASK else "no_match", candidate.match.why)
    page = pages[candidate.evidence[0].page]
    if not by_program and (why := _beside_the_point(candidate.evidence, field, page)):
        return why
    carried = _carried(candidate, field, value, quotes, page, country, by_program=by_program)
    if carried is None:
        return _no(
            "inconsistent", f"The words “{_cut(quotes[0])}” do not say “{_cut(_shown(candidate.value))}”."
        )
    names = [subject.text(key) for key in ("company_name", "legal_name")]
    if year := _old_year(field, page, quotes, [*names, _shown(value)], now):
        return _no("unsupported", f"The words are about the year {year}, which says nothing of today.")
    confidence = calibrated(min(candidate.match.score, belonging.trust) * carried, marks)
    rule = f"{candidate.why} " if by_program and candidate.why else ""
    return Judged("accepted", rule + belonging.why, confidence, value)


def _no(verdict: Verdict, reason: str) -> Judged:
    return Judged(verdict, reason or SENTENCES[verdict])


def _pages_refused(evidence: Sequence[Evidence], pages: Mapping[str, PageText]) -> Judged | None:
    for one in evidence:
        page = pages.get(one.page)
        if page is None:
            return _no(
                "not_alive", f"The page {_cut(one.url)} was not read, so its words cannot be looked up."
            )
        if not page.is_alive:
            return _no(
                "not_alive", f"{_cut(one.url)} does not answer with a page of its own ({page.page.status})."
            )
        if page.host != site_of(one.url):
            return _no("unsupported", f"The words stand in {_cut(page.page.url)}, not in {_cut(one.url)}.")
    return None


def _words_refused(
    evidence: Sequence[Evidence], pages: Mapping[str, PageText], field: Field
) -> Judged | None:
    for one in evidence:
        page = pages[one.page]
        if len(one.quote) > _LONGEST_QUOTE:
            return _no("unsupported", "So long a quote holds nothing in particular.")
        if not page.holds(one):
            return _no("unsupported", f"The words “{_cut(one.quote)}” do not stand in {_cut(one.url)}.")
        if not page.is_data and are_orders(page.around(one.quote, _NEAR_ORDERS), field):
            return _no("unsupported", "The words stand beside orders to a machine, which are no evidence.")
    return None


def _beside_the_point(evidence: Sequence[Evidence], field: Field, page: PageText) -> Judged | None:
    """What a model quotes of a text has to say what it is about; a number stands in any page."""
    quotes = [one.quote for one in evidence if not one.where.startswith("/")]
    if quotes and all(is_too_short(field, quote) for quote in quotes):
        return _no("unsupported", f"So few words as “{_cut(quotes[0])}” hold nothing in particular.")
    told = " ".join(page.sentence(quote) for quote in quotes)
    if quotes and not speaks_of(field, told):
        return _no("inconsistent", f"The words “{_cut(quotes[0])}” do not speak of {field.label.lower()}.")
    if quotes and is_of_others(field, told):
        return _no(
            "other_subject", f"The words “{_cut(quotes[0])}” are about others than the company itself."
        )
    return None


def _belonging(
    candidate: Candidate, subject: Subject, pages: Mapping[str, PageText], field: Field, told: str
) -> Belonging:
    """The least of its pages."""
    quotes: dict[str, list[str]] = {}
    for one in candidate.evidence:
        quotes.setdefault(one.page, []).append(one.quote)
    found = [
        about(subject, pages[digest], words, of_person=field.kind == "contact", told=told)
        for digest, words in quotes.items()
    ]
    return min(found, key=lambda one: (one.verdict is None, one.trust))


def _carried(
    candidate: Candidate,
    field: Field,
    value: Value,
    quotes: Sequence[str],
    page: PageText,
    country: str | None,
    *,
    by_program: bool,
) -> float | None:
    """How far the words carry the value; None where they say another one."""
    ctx = _context(field, country)
    said = follows(field, value, candidate.value, quotes, ctx)
    if said:
        return _SAID
    if by_program and candidate.why:
        return _DERIVED
    if said is None and not _denied(field, value, quotes, page):
        return _READ
    return None


def _denied(field: Field, value: Value, quotes: Sequence[str], page: PageText) -> bool:
    """A yes beside a no, a no without one, or words that have nothing to do with what was asked."""
    told = " ".join(page.sentence(quote) for quote in quotes)
    if field.type == "boolean":
        return says_no(told) is bool(value) or not _touches(field, told)
    return says_no(told) if field.options else True


def _touches(field: Field, told: str) -> bool:
    """Do the words share a stem with the question?"""
    asked = {word[:5] for word in re.findall(r"\w{4,}", f"{field.label} {field.description}".casefold())}
    return not asked.isdisjoint(word[:5] for word in re.findall(r"\w{4,}", told))


def _old_year(
    field: Field, page: PageText, quotes: Sequence[str], names: Sequence[str], now: datetime
) -> int | None:
    """The year the words are about, where values of this field grow old and that is long ago.

    A year within the company's name or the value itself says nothing of when the words were written.
    """
    if field.fresh_days is None or page.is_data:
        return None
    told = " ".join(_SINCE.sub(" ", page.sentence(quote)) for quote in quotes)
    named = set(_YEAR.findall(" ".join(names)))
    years = [int(year) for year in _YEAR.findall(told) if year not in named]
    years = [year for year in years if year <= now.year + 1]
    return max(years) if years and max(years) < (now - _OLDEST).year else None


def _stored(field: Field, value: object, country: str | None) -> Value | Bad | None:
    """As an import or a program would give it."""
    if isinstance(value, str) and not field.many:
        return normalise_value(field.normaliser, value, _context(field, country))
    if isinstance(value, list) and not field.many and field.type in ("text", "long_text"):
        return ", ".join(map(str, value)) or None
    if isinstance(value, str):
        value = [value]
    wish = understand({field.key: field}, {field.key: value}, country=country)
    return Bad(wish.problems[field.key]) if wish.problems else wish.values.get(field.key)


def _context(field: Field, country: str | None) -> Context:
    options = tuple(Option(option.value, option.label) for option in field.options or ())
    return Context(country=country, options=options)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(one) for one in value.values() if one is not None)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
