"""What only a reader understands: would a second model's word on it (entailment) make answers better?

Each firm of the gold set says five things of itself: what it is, its news, a sign that it buys, to whom it
sells, and whether it sells abroad. They are answered as models answer, against the prompt that asks for the
page's own words: word for word, retold, with a claim added, turned round, or from words that stand nowhere.
`judged` counts what a judge would have to be asked about, which is a call each: what rules leave open, or
also what they refuse as other words than the page's. The judges are the best there could be, and one that is
as often right as the best model of a public test of this very task (LLM-AggreFact: 77.4 of 100).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.gold_web import FIRMS, Firm
from leadgen.records.field import Field, by_key
from leadgen.records.registry import registered
from leadgen.stages.enrich.evidence_gate import Judged, PageText, judge
from leadgen_sdk.enriching import Candidate, Evidence, Match, Page, Subject

JUDGE = 0.774
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_SURE = Match(0.95, "The model is sure.")
_QUESTION = Field(
    key="sells_abroad", kind="company", type="boolean", label="Sells abroad", normaliser="boolean",
    description="Do they sell to customers abroad?",
)  # fmt: skip
_PAGE = (
    "{name} develops, builds and repairs {product} for hospitals, schools and town halls of the region.",
    "In October {name} opened a second hall in {city}, where thirty people assemble {product} in two shifts.",
    "We are looking for a partner who renews our warehouse software in the coming year, before the summer.",
    "Our customers are firms of the trade, to whom we deliver {product} within two days.",
    "Every third order goes to customers abroad, most of all to Austria and Denmark.",
)
# Of each sentence: retold, with a claim that it does not make, and turned round in its own words.
_RETOLD = (
    "A maker of {product} whose clients are public institutions nearby",
    "{name} has a new production site in its home town with two shifts of workers",
    "The company intends to buy new software for its storage next spring",
)
_ADDED = (
    "{name} is the leading maker of {product} for public institutions and exports to forty countries",
    "{name} opened a second hall in {city} and took over its largest competitor",
    "The company will spend two million on new warehouse software",
)
_TURNED = (
    "{name} develops, builds and repairs {product} for no hospitals, schools and town halls of the region.",
    "In October {name} closed a second hall in {city}, where thirty people assemble {product} in two shifts.",
    "We are losing for a partner who renews our warehouse software in the coming year, before the summer.",
)
_TEXTS = ("company_description", "company_news", "buying_signals")


@dataclass(frozen=True)
class Given:
    """An answer, and whether it is true."""

    field: Field
    value: object
    quote: str
    is_true: bool


@dataclass
class Sum:
    """Answers as one way of judging them takes them; fractions where a judge is right by a chance."""

    right: float = 0
    wrong: float = 0
    judged: int = 0

    def add(self, given: Given, chance: float) -> None:
        """Taken by this chance."""
        if given.is_true:
            self.right += chance
        else:
            self.wrong += chance


def measured() -> tuple[int, dict[str, Sum]]:
    """How many answers are true, and what each way takes."""
    ways: dict[str, Sum] = {
        name: Sum()
        for name in (
            "texts, as answered",
            "texts, behind the gate",
            "and open ones judged, perfectly",
            "and open ones judged",
            "and retold ones, perfectly",
            "and retold ones judged",
        )
    }
    true = 0
    for firm in FIRMS:
        page = Page(f"https://{firm.domain}/", 200, {"content-type": "text/html"}, _page(firm).encode(), _NOW)
        for given in _answers(firm, FIRMS.index(firm)):
            true += given.is_true
            _count(ways, given, _judge(firm, given, page))
    return true, ways


def _count(ways: dict[str, Sum], given: Given, judged: Judged) -> None:
    is_open = judged.accepted and not given.field.type.endswith("text") and _is_reading(judged)
    is_retold = judged.verdict == "inconsistent" and given.field.key in _TEXTS
    for name, way in ways.items():
        accuracy = 1.0 if name.endswith("perfectly") else JUDGE
        chance = accuracy if given.is_true else 1 - accuracy
        if name == "texts, as answered":
            way.add(given, 1)
        elif (is_open and name.startswith("and")) or (is_retold and "retold" in name):
            way.judged += 1
            way.add(given, chance)
        elif judged.accepted:
            way.add(given, 1)


def _is_reading(judged: Judged) -> bool:
    """Taken as a model's reading: no rule made the value of the words."""
    return judged.confidence < 0.75


def _judge(firm: Firm, given: Given, page: Page) -> Judged:
    evidence = Evidence(page.url, given.quote, "text", page.digest, _NOW)
    return judge(
        Candidate(given.field.key, given.value, [evidence], _SURE),  # type: ignore[arg-type]  # any JSON
        Subject(firm.record, frozenset({given.field.key})),
        {page.digest: PageText(page)},
        given.field,
        now=_NOW,
        country=firm.country,
        by_program=False,
    )


def _page(firm: Firm) -> str:
    lines = "".join(f"<p>{_said(text, firm)}</p>" for text in _PAGE)
    return f"<!doctype html><h1>{firm.legal}</h1>{lines}"


def _said(text: str, firm: Firm) -> str:
    return text.format(name=firm.name, product=firm.product, city=firm.city)


def _answers(firm: Firm, number: int) -> Iterator[Given]:
    """Of ten texts three are word for word, two retold, two have a claim added, one is turned, two forged."""
    fields = by_key(registered("company"))
    ways: Sequence[tuple[Sequence[str], bool]] = (
        (_PAGE, True), (_RETOLD, True), (_ADDED, False), (_PAGE, True), (_TURNED, False),
        (_PAGE, True), (_RETOLD, True), (_ADDED, False), ((), False), ((), False),
    )  # fmt: skip
    for place, key in enumerate(_TEXTS):
        texts, is_true = ways[(number * len(_TEXTS) + place) % len(ways)]
        quote = _said(_PAGE[place] if texts else "{name} is the largest of its kind in Europe.", firm)
        yield Given(fields[key], _said(texts[place], firm) if texts else quote, quote, is_true)
    sells, abroad = _said(_PAGE[3], firm), _said(_PAGE[4], firm)
    model = "b2c" if number % 4 == 0 else "b2b"
    yield Given(fields["business_model"], model, sells, model == "b2b")
    told, quote = ((True, abroad), (True, abroad), (False, abroad), (True, sells))[number % 4]
    yield Given(_QUESTION, told, quote, told is True and quote == abroad)
