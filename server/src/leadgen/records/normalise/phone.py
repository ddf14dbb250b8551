"""Phone numbers to E.164, with a fast path for numbers that cannot be read in two ways."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, ValidationResult

from leadgen.records.normalise import country as countries
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad

_ORDINARY = re.compile(r"\+?[0-9() ./\u00a0-]{5,40}")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_BETWEEN_DIGITS = str.maketrans("", "", "+() ./-\u00a0")
_EXTENSION = re.compile(
    r"[\s,;/(-]*(?:;\s*ext=|extension|extn?\.?|ext|x|#|klapka|kl\.|linka|durchwahl|dw\.?|poste|anexo|interno|"
    r"int\.|toestel|wew\.|ankn\.)\s*[.:]?\s*(\d{1,7})\)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\(?(?:tel(?:efon|efono|éfono|éphone|efoon|\.)?|phone|ph|mobile?|mobil|mob|cell|cellulare|handy|gsm|fax|work|"
    r"home|office|main|direct|t|m|p|c|o|w|h|f)\)?\s*[.:]*\s*(?=[+(\d])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*\((?:[^\d()]*)\)$|\s+[-–]?\s*(?:mobile|mobil|work|home|office|direct|cell|fax)$", re.IGNORECASE
)
_SPREADSHEET = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number anybody can dial from anywhere. `value` is E.164, `;ext=` after it where there is one."""

    value: str
    key: str
    country: str | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a country's numbers look like, as far as the fast path needs it."""

    region: str
    code: str
    pattern: re.Pattern[str]
    lengths: frozenset[int]
    prefix: re.Pattern[str] | None
    prefix_is_zero: bool


def normalise(text: str, country: str | None) -> Phone | Bad:
    """The number; one without a country code is read as of `country` (ISO 3166 alpha-2).

    A number of a possible length is taken even where nobody has been given its range: plans change faster
    than their descriptions.
    """
    if _ORDINARY.fullmatch(text):
        found = _fast(text, country)
        if found:
            return found
    return _odd(text, country)


def _fast(text: str, country: str | None) -> Phone | None:
    digits = text.translate(_BETWEEN_DIGITS)
    if "(0" in text or "/" in text:
        return None
    if text[0] == "+":
        return _international(digits)
    if text[:2] == "00":
        return _international(digits[2:]) if country not in _OTHER_WAY_OUT else None
    return _national(digits, country) if country else None


def _international(digits: str) -> Phone | None:
    for width in (2, 3, 1):
        plan = _plan_of_code(digits[:width])
        if plan:
            return _e164(plan, digits[width:])
    return None


def _national(digits: str, country: str) -> Phone | None:
    plan = _plan(country)
    if not plan:
        return None
    national = digits[1:] if digits[:1] == "0" and plan.prefix_is_zero else digits
    if not plan.pattern.fullmatch(national) or (national is not digits and plan.pattern.fullmatch(digits)):
        return None
    return _e164(plan, national)


def _e164(plan: _Plan, national: str) -> Phone | None:
    """None where the library has to decide: the length is odd, or a trunk prefix may be in the way."""
    if len(national) not in plan.lengths or (plan.prefix and plan.prefix.match(national)):
        return None
    value = f"+{plan.code}{national}"
    return Phone(value, value, plan.region if plan.region not in _SHARED_CODES else None)


# Where 00 is not how a call abroad begins.
_OTHER_WAY_OUT = frozenset(
    [
        "US",
        "CA",
        "AU",
        "JP",
        "KR",
        "HK",
        "SG",
        "TH",
        "TW",
        "BR",
        "CO",
        "CL",
        "RU",
        "KZ",
        "BY",
        "UZ",
        "TM",
        "ID",
        "KE",
    ]
)
# Countries of one calling code; which of them a number belongs to takes the library.
_SHARED_CODES = frozenset(
    regions[0] for regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.values() if len(regions) > 1
)


@lru_cache(maxsize=1024)
def _plan_of_code(code: str) -> _Plan | None:
    if not code or code[0] == "0":
        return None
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code))
    return _plan(regions[0]) if regions else None


@lru_cache(maxsize=512)
def _plan(region: str) -> _Plan | None:
    described = PhoneMetadata.metadata_for_region(region, None)
    if not described or not described.general_desc or not described.general_desc.national_number_pattern:
        return None
    prefix = described.national_prefix_for_parsing
    return _Plan(
        region,
        str(described.country_code),
        re.compile(described.general_desc.national_number_pattern),
        frozenset(described.general_desc.possible_length),
        re.compile(f"(?:{prefix})") if prefix else None,
        prefix_is_zero=bool(prefix) and prefix == "0" and not described.national_prefix_transform_rule,
    )


@lru_cache(maxsize=16_384)
def _odd(text: str, country: str | None) -> Phone | Bad:
    bare = unicodedata.normalize("NFKC", plain.unquoted(plain.display(text)))
    bare = _NOTE.sub("", _LABEL.sub("", bare.removeprefix("tel:"))).removesuffix(".0")
    if _SPREADSHEET.fullmatch(bare.replace(" ", "")):
        return Bad(f"A spreadsheet shortened this phone number to {bare} and lost its last digits")
    bare, extension = _split_extension(bare)
    wrong = _shape_problem(bare, country)
    if wrong:
        return Bad(wrong)
    return _parsed(bare, extension, country)


def _split_extension(bare: str) -> tuple[str, str]:
    found = _EXTENSION.search(bare)
    return (bare[: found.start()], found[1]) if found and found.start() >= 5 else (bare, "")


def _shape_problem(bare: str, country: str | None) -> str | None:
    digits = _NOT_DIGIT.sub("", bare)
    if not digits:
        return "Phone has no digits"
    if "@" in bare:
        return "This is an e-mail address, not a phone number"
    if re.search(r"[^\W\d_]", bare) and not _is_vanity(bare, country):
        return "Phone has letters in it"
    if len(set(digits)) == 1 and len(digits) > 4:
        return f"Phone is the same digit {len(digits)} times"
    return None


def _is_vanity(bare: str, country: str | None) -> bool:
    """Letters for digits, as in 1-800-FLOWERS, are a habit of North America only."""
    return (country in ("US", "CA") or bare.startswith("+1")) and phonenumbers.is_alpha_number(bare)


def _parsed(bare: str, extension: str, country: str | None) -> Phone | Bad:
    dialled = re.sub(r"^\(?\s*(?:\+\s*|00)(?=\d|\()", "+", bare) if country not in _OTHER_WAY_OUT else bare
    if not country and not re.match(r"^[(\s]*\+", dialled):
        return Bad("Phone has no country code such as +420, and the workspace has no country to take it from")
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException as problem:
        return Bad(_parse_problem(problem, bare))
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    wrong = _length_problem(phonenumbers.is_possible_number_with_reason(number), region)
    if wrong:
        return Bad(wrong)
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    extension = extension or number.extension or ""
    stored = f"{value};ext={extension}" if extension else value
    return Phone(stored, stored, region if region != "001" else None)


def _parse_problem(problem: phonenumbers.NumberParseException, bare: str) -> str:
    kind = problem.error_type
    if kind == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
        return "Phone starts with a country code that no country has"
    if kind == phonenumbers.NumberParseException.TOO_LONG:
        return "Phone is too long for any country"
    if len(_NOT_DIGIT.sub("", bare)) < 7:
        return "Phone is too short for any country"
    return "Phone is not a number that can be dialled"


def _length_problem(reason: int, region: str) -> str | None:
    where = countries.name(region) or "any country"
    if reason in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return f"Phone is too short for {where}"
    if reason == ValidationResult.TOO_LONG:
        return f"Phone is too long for {where}"
    if reason == ValidationResult.INVALID_LENGTH:
        return f"Phone has a number of digits that {where} does not use"
    if reason == ValidationResult.INVALID_COUNTRY_CODE:
        return "Phone starts with a country code that no country has"
    return None
