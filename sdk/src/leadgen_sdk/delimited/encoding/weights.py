"""How much a text costs in bits when it is taken for a language: little for what people write in it.

`letters.json` holds, for each alphabet, the cost of a letter after another in half bits (one character of
0-9a-z each), for pairs that are not plain ASCII; and for the scripts of thousands of characters the cost of
each in bits. `tools/letters.py` counts it from the translated messages of Django and the names, streets and
firms of Faker; only the counts are kept.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_STRANGE_BITS = 17.0  # a letter that the language does not have, or not there
_SIGN_BITS = 9.0  # a quotation mark, a dash, a currency between words
_SIGN_IN_WORD_BITS = 15.0
_NO_TEXT_BITS = 24.0  # a control character, a box, an unassigned place
_CASE_BITS = 7.0  # a capital behind a small letter
_KANA_BITS, _HALF_KANA_BITS = 6.0, 11.0
_IDEOGRAPH_BITS, _RARE_IDEOGRAPH_BITS = 15.0, 19.0
_WIDE_SIGN_BITS = 8.0
_MIXED_BITS = 6.0  # a Latin letter beside one of another script: more likely an accent that went wrong
_MIXED = re.compile("[A-Za-z](?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])[A-Za-z]")
_SIGNS = frozenset("\u00a0§©®°±²³´·¸¹º»«¼½¾¿¡€£¥¢’‘“”„‚–—…•™†‡‰‹›№¨¦¬¤ªµ×÷")


@cache
def _letters() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    text = files(__package__).joinpath("letters.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Mapping[str, object]]] = json.loads(text)
    return found


@cache
def pairs_of(language: str) -> Mapping[str, float]:
    """Two neighbours → bits; a blank stands for either end of a word."""
    table = _letters()["pairs"][language]
    alphabet, rows = str(table["alphabet"]), table["rows"]
    assert isinstance(rows, list), "one row for each letter"
    costs: dict[str, float] = {}
    for before, row in zip(alphabet, rows, strict=True):
        behind = (letter for letter in alphabet if not (before.isascii() and letter.isascii()))
        costs.update({before + letter: _DIGITS.index(c) / 2 for letter, c in zip(behind, row, strict=True)})
    return costs


@cache
def characters_of(language: str) -> Mapping[str, float] | None:
    """Character → bits, for a language written without an alphabet; else None."""
    table = _letters()["chars"].get(language)
    if table is None:
        return None
    return {character: float(bits) for bits, found in table.items() for character in str(found)}


def word_bits(word: str, language: str) -> float:
    """The cost of one word that is not plain ASCII."""
    characters = characters_of(language)
    if characters is not None:
        bits = sum(_character_bits(one, characters, language) for one in word if not one.isascii())
        return bits + _MIXED_BITS * len(_MIXED.findall(word))
    return _spelling_bits(word, pairs_of(language))


def _spelling_bits(word: str, pairs: Mapping[str, float]) -> float:
    bits = 0.0
    before, last = " ", " "
    for character in word + " ":
        letter = _folded(character)
        if not (letter.isascii() and before.isascii()):
            bits += _step_bits(before, letter, pairs)
            if last.islower() and character.isupper():
                bits += _CASE_BITS
        before, last = letter, character
    return bits


def _step_bits(before: str, letter: str, pairs: Mapping[str, float]) -> float:
    found = pairs.get(before + letter)
    if found is not None:
        return found
    if letter in _SIGNS:
        return _SIGN_IN_WORD_BITS if before.isalpha() and letter != "’" else _SIGN_BITS
    if before in _SIGNS and (letter.isascii() or " " + letter in pairs):
        return pairs.get(" " + letter, 1.0)  # a word begins behind a sign
    if letter == " ":
        return 1.0
    if letter.isascii():
        return _MIXED_BITS
    return _STRANGE_BITS if letter.isalpha() else _NO_TEXT_BITS


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalpha() else " "
    return "i" if character == "İ" else character.lower()


def _character_bits(character: str, characters: Mapping[str, float], language: str) -> float:
    found = characters.get(character)
    if found is not None:
        return found
    point = ord(character)
    if 0x3040 <= point <= 0x30FF:
        return _KANA_BITS if language == "ja" else _IDEOGRAPH_BITS
    if 0xFF61 <= point <= 0xFF9F:
        return _HALF_KANA_BITS if language == "ja" else _RARE_IDEOGRAPH_BITS
    if 0x3000 <= point <= 0x303F or 0xFF00 <= point <= 0xFF60:
        return _WIDE_SIGN_BITS
    if character in _SIGNS:
        return _SIGN_BITS
    if 0xAC00 <= point <= 0xD7A3:
        return _IDEOGRAPH_BITS - 1 if language == "ko" else _RARE_IDEOGRAPH_BITS
    if 0x4E00 <= point <= 0x9FFF:
        return _IDEOGRAPH_BITS if language != "ko" else _RARE_IDEOGRAPH_BITS - 2
    return _RARE_IDEOGRAPH_BITS if character.isalpha() else _NO_TEXT_BITS
