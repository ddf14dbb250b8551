"""Counts `letters.json`, by which encodings are told apart, from packages that anybody can install.

    uv venv /tmp/letters && uv pip install -p /tmp/letters django==5.2.8 faker==38.0.0
    /tmp/letters/bin/python tools/letters.py sdk/src/leadgen_sdk/delimited/encoding/letters.json

The texts: the translated messages of Django (BSD-3-Clause) and the names, streets and firms of Faker (MIT).
Only counts are kept. The same versions give the same file. Left out after a trial: CLDR's names of languages
and countries, which made one more question of 190 files (they are spelled as nobody writes), and counting
each word once (a short common word such as the Italian "è" is what tells).
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from math import log2
from pathlib import Path

VERSIONS = {"django": "5.2.8", "faker": "38.0.0"}
# Language → a locale of Django and some of Faker.
PAIRS = {
    "cs": "cs cs_CZ", "sk": "sk sk_SK", "pl": "pl pl_PL", "hu": "hu hu_HU", "hr": "hr hr_HR",
    "sl": "sl sl_SI", "ro": "ro ro_RO", "sq": "sq sq_AL", "de": "de de_DE de_AT", "fr": "fr fr_FR",
    "es": "es es_ES es_MX", "it": "it it_IT", "pt": "pt pt_BR pt_PT", "nl": "nl nl_NL", "sv": "sv sv_SE",
    "da": "da da_DK", "nb": "nb no_NO", "fi": "fi fi_FI", "is": "is is_IS", "et": "et et_EE",
    "lv": "lv lv_LV", "lt": "lt lt_LT", "tr": "tr tr_TR", "ca": "ca es_CA", "el": "el el_GR",
    "ru": "ru ru_RU", "uk": "uk uk_UA", "bg": "bg bg_BG", "sr": "sr", "mk": "mk", "be": "be",
    "he": "he he_IL", "ar": "ar ar_AA ar_PS ar_SA", "fa": "fa fa_IR", "th": "th th_TH", "vi": "vi vi_VN",
}  # fmt: skip
CHARACTERS = {"ja": "ja ja_JP", "zh": "zh_Hans zh_CN", "zt": "zh_Hant zh_TW", "ko": "ko ko_KR"}
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI")
PROVIDERS = ("person", "address", "company", "job", "lorem", "color", "currency", "date_time", "bank")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_UNSEEN = 0.02  # of a count, for a pair that the texts do not have
_RARE_LETTER = 3  # a letter that fewer words have is a foreign one
_MESSAGE = re.compile(r'^(?:msgstr(?:\[\d\])?)? ?"(.*)"$', re.MULTILINE)
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}|<[^>]*>|&\w+;|\\[nt\"]|https?:\S+|\S+@\S+")
_LEAST_BITS, _MOST_BITS = 5, 14


def main(target: Path) -> None:
    wrong = {name: version(name) for name, wanted in VERSIONS.items() if version(name) != wanted}
    if wrong:
        sys.exit(f"These versions are needed: {VERSIONS}; here are {wrong}.")
    letters = {
        "pairs": {language: pairs(words(texts(locales.split()))) for language, locales in PAIRS.items()},
        "chars": {language: characters(texts(locales.split())) for language, locales in CHARACTERS.items()},
    }
    target.write_text(json.dumps(letters, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def texts(locales: list[str]) -> Iterator[str]:
    """Whatever the packages say in these locales."""
    yield from messages(locales[0])
    for locale in locales[1:]:
        yield from generated(locale)


def messages(locale: str) -> Iterator[str]:
    """Django's translated messages."""
    for file in sorted(folder_of("django").rglob(f"locale/{locale}/LC_MESSAGES/*.po")):
        translated = re.sub(
            r'^msgid(_plural)? "(?:.*\n)(?:".*\n)*', "", file.read_text("utf-8"), flags=re.MULTILINE
        )
        body = translated.split("\n\n", 1)[-1]
        for line in _MESSAGE.findall(body):
            yield _PLACEHOLDER.sub(" ", line)


def generated(locale: str) -> Iterator[str]:
    """The lists that Faker draws names, streets and firms from."""
    for provider in PROVIDERS:
        if not (folder_of("faker") / "providers" / provider / locale).is_dir():
            continue
        found = import_module(f"faker.providers.{provider}.{locale}").Provider
        for key in sorted(vars(found)):
            if not key.startswith("__"):
                yield from strings(vars(found)[key])


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def strings(value: object) -> Iterator[str]:
    """All texts within lists and tables."""
    if isinstance(value, str):
        yield re.sub(r"\{\{.*?\}\}", " ", value)
    elif isinstance(value, Mapping):
        for key in value:
            yield from strings(key)
            yield from strings(value[key])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value:
            yield from strings(one)


def spelled(text: str) -> list[str]:
    """Its words: letters with the marks that stand on them, as in Thai."""
    return "".join(one if unicodedata.category(one)[0] in "LM" else " " for one in text).split()


def words(found: Iterable[str]) -> Counter[str]:
    """Words in small letters, and how often they are written."""
    return Counter(word for text in found for word in spelled(text.lower()))


def pairs(found: Mapping[str, int]) -> dict[str, object]:
    """The cost of a letter behind another in half bits, one digit each, for pairs that are not all ASCII."""
    holding = Counter(letter for word in found for letter in set(word))
    script = max(SCRIPTS, key=lambda name: sum(holding[one] for one in holding if script_of(one) == name))
    usual = [one for one, count in holding.items() if count >= _RARE_LETTER and script_of(one) == script]
    alphabet = " " + "".join(sorted(one for one in usual if script == "LATIN" or not one.isascii()))
    steps: Counter[str] = Counter()
    for word, weight in found.items():
        known = "".join(letter if letter in alphabet else " " for letter in word)
        for before, letter in zip(f" {known}", f"{known} ", strict=True):
            steps[before + letter] += weight
    rows = [row(before, alphabet, steps) for before in alphabet]
    return {"alphabet": alphabet, "rows": rows}


def script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def row(before: str, alphabet: str, steps: Mapping[str, int]) -> str:
    behind = [letter for letter in alphabet if not (before.isascii() and letter.isascii())]
    total = sum(steps[before + letter] + _UNSEEN for letter in alphabet)
    shares = ((steps[before + letter] + _UNSEEN) / total for letter in behind)
    return "".join(_DIGITS[min(35, round(-2 * log2(share)))] for share in shares)


def characters(found: Iterable[str]) -> dict[str, str]:
    """Characters by their cost in whole bits; the rarest are left to the rule for all others."""
    counted = Counter(one for text in found for one in text if not one.isascii() and one.isalpha())
    total = sum(counted.values())
    costs: dict[int, list[str]] = {}
    for one, count in sorted(counted.items()):
        bits = max(_LEAST_BITS, round(-log2(count / total)))
        if bits <= _MOST_BITS:
            costs.setdefault(bits, []).append(one)
    return {str(bits): "".join(costs[bits]) for bits in sorted(costs)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
