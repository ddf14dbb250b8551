"""Does a value follow from the quoted words? By rule, with the same readers as an import has."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from leadgen.records.contracts import Value
from leadgen.records.field import Field, Option
from leadgen.records.normalise import Context, company, normalise_value
from leadgen.records.normalise import country as countries
from leadgen.stages.enrich.evidence_gate.folding import names, plainly

_NUMBER = re.compile(r"(?<![\w.])\d[\d\s.,'’]*\d(?![\w])|(?<![\w.])\d(?!\w)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_PHONE = re.compile(r"(?<![\w])\+?[\d(][\d\s()/.–-]{5,24}\d")
_AMOUNT = re.compile(
    r"(?<![\w.,])(\d[\d\s.,'’]*)\s?(thousand|tis\.?|k|tsd\.?|million(?:en|s)?|millions?|mil\.?|mio\.?|m|mln\.?|"
    r"billion(?:en|s)?|bn|mld\.?|mrd\.?|miliard\w*|milliard\w*|b)?(?!\w)"
)
_SCALES = (("th", 3), ("ti", 3), ("k", 3), ("ts", 3), ("millia", 9), ("milia", 9), ("mil", 6), ("mi", 6),
           ("mln", 6), ("mld", 9), ("mrd", 9), ("m", 6), ("b", 9))  # fmt: skip
_SIGNS: Mapping[str, Sequence[str]] = {
    "EUR": ("€", "eur"), "USD": ("$", "usd"), "GBP": ("£", "gbp"), "CZK": ("kč", "czk", "kc"),
    "PLN": ("zł", "pln"), "CHF": ("chf", "sfr"), "NOK": ("kr", "nok"), "SEK": ("kr", "sek"),
    "DKK": ("kr", "dkk"), "JPY": ("¥", "jpy"),
}  # fmt: skip
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{1,2}\.?\s[^\W\d]{3,12}\s\d{4}|"
    r"[^\W\d]{3,12}\s\d{1,2},\s\d{4}"
)
_LINK = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/[^\s\"'<>)]*)?")
_NOT = re.compile(
    r"\b(?:not|no|never|without|don't|doesn't|isn't|aren't|nicht|kein\w*|ohne|ne|není|nejsou|nem[áa]\w*|bez|žádn\w*|"
    r"nie|pas|aucun\w*|sans|non|nessun\w*|senza|ningún|ninguna|sin|geen|niet|ikke|inte|ei)\b|n't\b"
)
_OF_ITS_OWN = frozenset({"domain", "register_id", "code", "external_id"})
_FEWEST_WORDS = 2
_CUES: Mapping[str, re.Pattern[str]] = {
    "founded_year": re.compile(
        r"found|establish|since|start|incorporat|\best\.|histor|gegründ|gründung|seit|besteh|zalo[žz]|vznik|"
        r"od roku|tradic|fond|créé|depuis|fundad|desde|nata|dal|opgericht|sinds|grunn|perust|założ|powsta"
    ),
    "company_size": re.compile(
        r"employ|people|person|staff|team|colleague|headcount|workforce|mitarbeit|angestellt|beschäftig|köpf|"
        r"zaměstnan|lidí|lidem|pracovn|pracown|salari|collaborat|dipendent|addetti|emplead|medewerk|"
        r"anställda|ansatt|työntekij|henkilö"
    ),
    "annual_revenue": re.compile(
        r"revenue|turnover|sales|umsatz|erlös|obrat|tržb|výnos|chiffre|fatturato|ricavi|factur|ingres|omzet|omsätt|"
        r"omsetning|omsætning|liikevaihto|przych|obrót"
    ),
}
_OTHERS = re.compile(
    r"\b(?:customers?|clients?|partners?|suppliers?|subsidiary|group|parent|konzern\w*|gruppe|kunden?|tochter\w*|"
    r"mutter\w*|zákazn\w*|partner\w*|skupin\w*|groupe|clients?|gruppo|grupo)\b"
)
_LONG_WORDS = 12  # a longer text may leave words out and bend them
_STEM = 4  # letters


def follows(field: Field, value: Value, told: object, quotes: Sequence[str], ctx: Context) -> bool | None:
    """Whether the words say this value; None where no rule can tell. `told` is the value as answered."""
    text = "\n".join(quotes)
    rule = _RULES.get(field.normaliser) or _OF_TYPE.get(field.type)
    if field.options:
        return _option(field, value, quotes, ctx)
    if rule is not None:
        return rule(value, text, ctx)
    if field.type in ("text", "long_text", "tags"):
        return any(_text(one, text) for one in (value, told) if isinstance(one, str | list))
    return None


def is_too_short(field: Field, quote: str) -> bool:
    """Is this a single word, of a value that is no address or number of its own kind?"""
    of_its_own = field.type in ("email", "phone", "url") or field.normaliser in _OF_ITS_OWN
    return not of_its_own and len(plainly(quote).split()) < _FEWEST_WORDS


def speaks_of(field: Field, words: str) -> bool:
    """Does a sentence name what its number is of? Only asked of fields whose numbers anything could be."""
    cues = _CUES.get(field.key)
    return cues is None or cues.search(words.casefold()) is not None


def is_of_others(field: Field, words: str) -> bool:
    """Is the number of a sentence that of a customer, or of the group a firm belongs to?"""
    return field.key in _CUES and _OTHERS.search(words.casefold()) is not None


def says_no(words: str) -> bool:
    """Does a sentence deny something?"""
    return _NOT.search(words.casefold()) is not None


def _email(value: Value, text: str, ctx: Context) -> bool:
    return str(value).casefold() in text.casefold()


def _phone(value: Value, text: str, ctx: Context) -> bool:
    wanted = re.sub(r"\D", "", str(value))
    for found in _PHONE.finditer(text):
        if normalise_value("phone", found[0], ctx) == value:
            return True
        digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", found[0])).lstrip("0")
        is_whole = found[0].startswith(("+", "00"))
        if digits == wanted or (not is_whole and len(digits) >= 7 and wanted.endswith(digits)):
            return True
    return False


def _link(value: Value, text: str, ctx: Context) -> bool:
    wanted = _address(str(value))
    if any(_address(found[0]) == wanted for found in _LINK.finditer(text)):
        return True
    return re.search(rf"{re.escape(wanted)}/?(?![\w/-])", text.casefold()) is not None


def _domain(value: Value, text: str, ctx: Context) -> bool:
    found = (normalise_value("domain", one[0], ctx) for one in _LINK.finditer(text))
    return value in found or str(value).casefold() in text.casefold()


def _address(text: str) -> str:
    return re.sub(r"^https?://|^www\.|/+$", "", re.sub(r"^https?://", "", text.strip().casefold()))


def _year(value: Value, text: str, ctx: Context) -> bool:
    return value in {int(found[1]) for found in _YEAR.finditer(text)}


def _number(value: Value, text: str, ctx: Context) -> bool:
    return value in set(_numbers(text))


def _numbers(text: str) -> Iterator[int]:
    for found in _NUMBER.finditer(text):
        number = normalise_value("number", found[0], Context())
        if isinstance(number, int):
            yield number


def _range(value: Value, text: str, ctx: Context) -> bool:
    """Both ends stand there, or one number that lies between them."""
    assert isinstance(value, Mapping)
    told = set(_numbers(text))
    ends = [end for end in (value.get("min"), value.get("max")) if isinstance(end, int)]
    if ends and all(end in told for end in ends):
        return True
    low, high = value.get("min"), value.get("max")
    if not isinstance(low, int) or not isinstance(high, int):
        return False
    return len(told) == 1 and low <= next(iter(told)) <= high


def _money(value: Value, text: str, ctx: Context) -> bool:
    """An amount of that size, in that currency; within a hundredth, as texts round."""
    assert isinstance(value, Mapping)
    amount, currency = value.get("amount"), str(value.get("currency"))
    shown = text.casefold()
    if not isinstance(amount, int) or not any(
        sign in shown for sign in _SIGNS.get(currency, (currency.casefold(),))
    ):
        return False
    wanted = amount if currency == "JPY" else amount / 100
    return any(abs(one - wanted) <= abs(wanted) / 100 for one in _amounts(shown))


def _amounts(text: str) -> Iterator[float]:
    for found in _AMOUNT.finditer(text):
        number = normalise_value("decimal", found[1].strip(" .,"), Context())
        grouped = normalise_value("number", found[1].strip(" .,"), Context())
        scale = next((power for start, power in _SCALES if (found[2] or "").startswith(start)), 0)
        for one in (number, grouped):
            if isinstance(one, str | int) and not isinstance(one, bool):
                yield float(one) * 10**scale


def _country(value: Value, text: str, ctx: Context) -> bool:
    whole = text.strip()
    if whole.upper() == value or countries.normalise(whole) == value:
        return True
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    pieces = (
        " ".join(words[at : at + count]) for count in range(1, 5) for at in range(len(words) - count + 1)
    )
    return any(countries.normalise(one) == value for one in pieces if len(one) > 3 or one.isupper())


def _date(value: Value, text: str, ctx: Context) -> bool:
    return any(normalise_value("date", found[0], ctx) == value for found in _DATE.finditer(text))


def _moment(value: Value, text: str, ctx: Context) -> bool:
    day = datetime.fromisoformat(str(value)).date().isoformat()
    return _date(day, text, ctx)


def _firm(value: Value, text: str, ctx: Context) -> bool:
    if _text(value, text):
        return True
    one, other = company.normalise(str(value)), company.normalise(text)
    return one is not None and other is not None and one.key == other.key


def _code(value: Value, text: str, ctx: Context) -> bool:
    """Capitals and digits, whatever stands between them."""
    wanted = re.sub(r"[\W_]", "", str(value)).casefold()
    return bool(wanted) and wanted in re.sub(r"[\W_]", "", text).casefold()


def _option(field: Field, value: Value, quotes: Sequence[str], ctx: Context) -> bool | None:
    """The words name the option, or its reader makes it of them."""
    labels = {option.value: option.label for option in field.options or ()}
    shown = plainly(" ".join(quotes))
    named = {
        one for one, label in labels.items() if names(shown, plainly(one)) or names(shown, plainly(label))
    }
    if named:
        return value in named
    options = tuple(Option(value, label) for value, label in labels.items())
    read = [
        normalise_value(field.normaliser, quote, Context(country=ctx.country, options=options))
        for quote in quotes
    ]
    if value in read:
        return True
    # Words that are read as another option say another value; words that are read as none leave it open.
    return False if any(isinstance(one, str) for one in read) else None


def _text(value: Value, text: str) -> bool:
    """Word for word; a list in its parts; a long text where it adds no word, no number and no denial."""
    parts = value if isinstance(value, list) else [str(value)]
    return bool(parts) and all(_told(str(part), text) for part in parts)


def _told(part: str, text: str) -> bool:
    wanted, shown = plainly(part), plainly(text)
    if names(shown, wanted):
        return True
    pieces = [piece for piece in map(plainly, re.split(r"[,;/\n|]", part)) if piece]
    if len(pieces) > 1 and all(names(shown, piece) for piece in pieces):
        return True
    words = wanted.split()
    return len(words) > _LONG_WORDS and says_no(part) == says_no(text) and _adds_nothing(words, shown.split())


def _adds_nothing(words: Sequence[str], told: Sequence[str]) -> bool:
    """Does every number stand there, and every longer word or one of its stem?"""
    numbers = {word for word in words if any(map(str.isdigit, word))}
    stems = {word[:_STEM] for word in words if len(word) >= _STEM} - {word[:_STEM] for word in numbers}
    return numbers <= set(told) and stems <= {word[:_STEM] for word in told}


Rule = Callable[[Value, str, Context], bool]
_RULES: Mapping[str, Rule] = {
    "email": _email, "phone": _phone, "domain": _domain, "url": _link, "facebook": _link, "twitter": _link,
    "linkedin_person": _link, "linkedin_company": _link, "year": _year, "country": _country,
    "company_name": _firm, "register_id": _code, "code": _code, "external_id": _code,
}  # fmt: skip
_OF_TYPE: Mapping[str, Rule] = {
    "email": _email, "phone": _phone, "url": _link, "country": _country, "date": _date, "datetime": _moment,
    "number": _number, "range": _range, "money": _money,
}  # fmt: skip
