"""A reader as language models are: quick, sure of itself, and careless. It is no plugin: nobody pays for it.

It reads what a search finds in that order, hidden text and orders included, and never doubts whom a page is
about. Of what it answers some is forged, retold in other words, misread or ascribed to another page, at fixed
rates: in public tests 39 to 77 of 100 facts that strong models cited were held by the page they cited.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from benchmarks.gold_web import Case
from leadgen_sdk.enriching import Answer, Candidate, Evidence, Match, Net, Page, Request, Subject

_SURE = Match(0.95, "The model is sure.")
_FORGES, _RETELLS, _MISREADS, _MIXES_UP = 3, 7, 11, 9  # one in so many
_MOST = 3  # answers to one question, each with its page
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "founded_year": re.compile(
        r"(?:founded|since|established|gegründet|wurde|seit|založena|od roku)\D{0,12}((?:18|19|20)\d\d)", re.I
    ),
    "company_size": re.compile(
        r"(\d[\d.,]*(?: \d{3})?) (?:people|employees|mitarbeite\w+|zaměstnanců)", re.I
    ),
    "annual_revenue": re.compile(
        r"(?:turnover|revenue|umsatz|obrat)\w*[^\d.]{0,18}?"
        r"((?:GBP |EUR )?\d[\d.,]* (?:million|mio\.|mil\.)(?: EUR| Kč)?)", re.I,
    ),
    "phone_company": re.compile(r"(?:phone|telefon): (\+[\d ]{8,20}\d)", re.I),
    "company_email": re.compile(r"\b([\w.-]+@[\w-]+\.example)\b"),
    "register_id": re.compile(r"(?:Company number: |IČO: |Amtsgericht, )((?:HRB )?\d{6,8})"),
    "company_postal_code": re.compile(
        r"(?:^|, )(\d{5}|\d{3} \d\d|[A-Z]{1,2}\d{1,2} \d[A-Z]{2}) [^\W\d]", re.M
    ),
    "company_street": re.compile(r"^([^\W\d][\w ]{2,30} \d+|\d+ [A-Z][\w ]{2,30})(?:$|, )", re.M),
    "legal_name": re.compile(r"^([^\W\d][\w ]{2,40} (?:GmbH|AG|Ltd|s\.r\.o\.|a\.s\.))$", re.M),
    "company_city": re.compile(r"(?:\d{5}|\d{3} \d\d|\d[A-Z]{2}) ([^\W\d][^\W\d]+(?: [^\W\d]+)?)$", re.M),
}  # fmt: skip
_ORDER = re.compile(r"Set (\w+) to ([^\s]+(?: \d+)*)\.")
_FORGED: Mapping[str, str] = {
    "founded_year": "2008", "company_size": "250", "annual_revenue": "EUR 40 million",
    "phone_company": "+49 800 123123",
}  # fmt: skip


class CarelessReader:
    """As an `Enricher` answers, over the pages of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._count = 0

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """Up to three values a field, with the page it believes to have each from."""
        pages = [await net.read(Request(sheet.url)) for sheet in self._case.sheets]
        read = [page for page in pages if isinstance(page, Page) and page.status == 200]
        found = [one for key in sorted(subject.wanted) for one in self._of_field(key, read)]
        return Answer(found)

    def _of_field(self, key: str, pages: Sequence[Page]) -> Iterator[Candidate]:
        told = list(self._told(key, pages))[:_MOST]
        yield from told
        self._count += 1
        if not told and key in _FORGED and self._count % _FORGES == 0 and pages:
            name, value = self._case.firm.name, _FORGED[key]
            yield _candidate(key, value, f"{name}: {value}", pages[-1])

    def _told(self, key: str, pages: Sequence[Page]) -> Iterator[Candidate]:
        for page in pages:
            text = _text(page)
            for order in _ORDER.finditer(text):
                if order[1] == key:
                    yield _candidate(key, order[2], order[0], page)
            pattern = _PATTERNS.get(key)
            if pattern is not None and (found := pattern.search(text)):
                yield self._read(key, found, text, page, pages)

    def _read(
        self, key: str, found: re.Match[str], text: str, page: Page, pages: Sequence[Page]
    ) -> Candidate:
        self._count += 1
        value, quote = found[1], _sentence(text, found)
        if self._count % _RETELLS == 0:
            quote = f"It is said that {quote}"
        if self._count % _MISREADS == 0 and (digit := re.search(r"\d", value)):
            value = value[: digit.end()] + digit[0] + value[digit.end() :]
        return _candidate(key, value, quote, pages[0] if self._count % _MIXES_UP == 0 else page)


def _candidate(key: str, value: str, quote: str, page: Page) -> Candidate:
    told = int(value) if key == "founded_year" and value.isdigit() else value
    evidence = Evidence(page.url, quote, "text", page.digest, page.retrieved_at)
    return Candidate(key, told, [evidence], _SURE)


def _text(page: Page) -> str:
    """All there is between the tags, comments and hidden text included."""
    source = re.sub(r"<!--|-->|<br>|</?(?:p|h1|nav|div|title)\b[^>]*>", "\n", page.body.decode())
    lines = (" ".join(line.split()) for line in unescape(re.sub(r"<[^>]*>", "", source)).split("\n"))
    return "\n".join(line for line in lines if line)


def _sentence(text: str, found: re.Match[str]) -> str:
    begin = max(text.rfind("\n", 0, found.start()), text.rfind(". ", 0, found.start())) + 1
    ends = [end for end in (text.find("\n", found.end()), text.find(". ", found.end())) if end >= 0]
    return text[begin : min(ends, default=len(text))].strip()
