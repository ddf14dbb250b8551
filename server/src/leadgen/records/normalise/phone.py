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

_TRUNK_NOTE = re.compile(r"\(\s*0\s*\)")
_COUNTING = ("0123456789", "1234567890", "9876543210")
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
    abroad: re.Pattern[str]
    prefix: re.Pattern[str] | None
    prefix_is_zero: bool
    country: str | None
    ordinary: re.Pattern[str]


def normalise(text: str, country: str | None) -> Phone | Bad:
    """The number; one without a country code is read as of `country` (ISO 3166 alpha-2).

    A number that looks like those people have in that country is taken even where nobody has been given its
    range: plans change faster than their descriptions.
    """
    found = _fast(text, country)
    return Phone(found[0], found[0], found[1].country) if found else _odd(text, country)


def ordinary(text: str, country: str | None) -> str | None:
    """The stored form of a number that can be read in one way only; None where it takes more than a look."""
    if text[:1] == "+" and text.isascii():
        digits = text[1:].replace(" ", "")
        plan = _BY_BEGINNING.get(digits[:3]) or _plan_of_number(digits[:3])
        if plan:
            national = digits[len(plan.code) :]
            if len(national) in plan.lengths and plan.ordinary.fullmatch(national):
                return f"+{digits}"
    found = _fast(text, country)
    return found[0] if found else None


def _fast(text: str, country: str | None) -> tuple[str, _Plan] | None:
    digits = text.translate(_BETWEEN_DIGITS)
    if not (digits.isdecimal() and digits.isascii()) or "(0" in text or "/" in text:
        return None
    if text[0] == "+":
        return _international(digits) if len(text) <= 40 and "+" not in text[1:] else None
    if "+" in text or len(text) > 40:
        return None
    if text[:2] == "00":
        return _international(digits[2:]) if country not in _OTHER_WAY_OUT else None
    return _national(digits, country) if country else None


def _international(digits: str) -> tuple[str, _Plan] | None:
    plan = _plan_of_number(digits[:3])
    return _e164(plan, digits[len(plan.code) :]) if plan else None


def _national(digits: str, country: str) -> tuple[str, _Plan] | None:
    plan = _plan(country)
    if not plan or plan.abroad.match(digits):
        return None
    national = digits[1:] if digits[:1] == "0" and plan.prefix_is_zero else digits
    if national is not digits and plan.pattern.fullmatch(digits):
        return None
    return _e164(plan, national)


def _e164(plan: _Plan, national: str) -> tuple[str, _Plan] | None:
    """None where the library has to decide: the number is odd, or a trunk prefix may be in the way."""
    if len(national) not in plan.lengths or not plan.pattern.fullmatch(national):
        return None
    if plan.prefix and plan.prefix.match(national):
        return None
    return f"+{plan.code}{national}", plan


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


# The plans that were asked for, by the first three digits of an international number.
_BY_BEGINNING: dict[str, _Plan] = {}


def _plan_of_number(beginning: str) -> _Plan | None:
    """The plan of an international number by its first three digits; no code begins with another one."""
    if not (beginning.isdecimal() and beginning.isascii()):
        return None
    for width in (1, 2, 3):
        code = beginning[:width]
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code)) if code[:1] > "0" else None
        plan = _plan(regions[0]) if regions else None
        if plan:
            _BY_BEGINNING[beginning] = plan
            return plan
    return None


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
        _lengths(described),
        re.compile(f"(?:{described.international_prefix or '(?!)'})"),
        re.compile(f"(?:{prefix})") if prefix else None,
        prefix_is_zero=bool(prefix) and prefix == "0" and not described.national_prefix_transform_rule,
        country=region if region not in _SHARED_CODES else None,
        ordinary=re.compile(
            f"{f'(?!{prefix})' if prefix else ''}(?:{described.general_desc.national_number_pattern})"
        ),
    )


def _lengths(described: PhoneMetadata) -> frozenset[int]:
    """How many digits people's and firms' numbers have there; not those of voice boxes and the like."""
    kinds = (
        described.fixed_line, described.mobile, described.toll_free, described.premium_rate,
        described.shared_cost, described.personal_number, described.voip,
    )  # fmt: skip
    return frozenset(one for kind in kinds if kind for one in kind.possible_length if one > 0)


@lru_cache(maxsize=16_384)
def _odd(text: str, country: str | None) -> Phone | Bad:
    bare = _in_ascii_digits(unicodedata.normalize("NFKC", plain.unquoted(plain.display(text))))
    bare = _NOTE.sub("", _LABEL.sub("", bare.removeprefix("tel:"))).removesuffix(".0")
    if _SPREADSHEET.fullmatch(bare.replace(" ", "")):
        return Bad(f"A spreadsheet shortened this phone number to {bare} and lost its last digits")
    bare, extension = _split_extension(bare)
    wrong = _shape_problem(bare, country)
    if wrong:
        return Bad(wrong)
    return _parsed(bare, extension, country)


def _in_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


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
    wrong = wrong or _plan_problem(number, region)
    if wrong:
        noted = _TRUNK_NOTE.sub("", bare)
        return _parsed(noted, extension, country) if noted != bare else Bad(wrong)
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    extension = extension or number.extension or ""
    stored = f"{value};ext={extension}" if extension else value
    return Phone(stored, stored, region if region != "001" else None)


def _plan_problem(number: phonenumbers.PhoneNumber, region: str) -> str | None:
    """Why nobody in that country can have this number, although the library holds its length possible."""
    plan = _plan(region) if region else None
    if not plan or phonenumbers.is_valid_number(number):
        return None
    national, where = phonenumbers.national_significant_number(number), countries.name(region) or region
    if len(national) not in plan.lengths:
        usual = " or ".join(str(one) for one in sorted(plan.lengths)[-2:])
        return f"Phone has {len(national)} digits; a number of {where} has {usual}"
    if national[0] not in _beginnings(region):
        return f"Phone begins with {national[0]}, as no number of {where} does"
    if national in _COUNTING or f"0{national}" in _COUNTING or f"{national}0" in _COUNTING:
        return "Phone only counts up or down"
    return None


@lru_cache(maxsize=512)
def _beginnings(region: str) -> frozenset[str]:
    """The digits that numbers of that country begin with; all of them where its plan cannot tell."""
    plan = _plan(region)
    if not plan:
        return frozenset("0123456789")
    return frozenset(
        f"{start:03d}"[0]
        for start in range(1000)
        for length in plan.lengths
        if any(plan.pattern.fullmatch(f"{start:03d}".ljust(length, filler)) for filler in "025")
    )


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
