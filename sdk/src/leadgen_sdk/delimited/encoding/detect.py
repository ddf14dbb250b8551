"""The guess: by form where that tells, else by the weight of what each encoding would have the text say."""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from leadgen_sdk.delimited.encoding.form import escaped, mark_of, marked, reads_as, wide
from leadgen_sdk.delimited.encoding.known import KNOWN, Known
from leadgen_sdk.delimited.encoding.weights import word_bits

# No encoding uses these as the second byte of a character, so cutting here breaks none.
_GAPS = re.compile(rb"[\x00-\x2f]+")
# Cut where two ASCII bytes meet: the second of them is never half of a character.
_WORD = re.compile(rb"[0-~]{0,8}[\x80-\xff](?:[0-~]?[\x80-\xff])*+[0-~]{0,8}")
_WORDS = 400
_FIRST_WORDS = 40
_LONGEST_WORD = 150
_LONGEST_RUN = 4_000
_CLEARLY_WORSE_BITS = 60.0
_SURE_BITS = 10.0
_STRANGE_BITS_A_CHARACTER = 11.5
_OTHER_LANGUAGE_BITS = 3.0
_SHOWN = 5
_BLIND = ("cp1252", "cp1250", "cp1251", "gb18030", "cp932")  # where there is nothing to judge by
_MOSTLY = 5  # so many letters in UTF-8 to each byte that is not
_BROKEN = re.compile("[\udc80-\udcff]")
_LETTERS = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]+")
# Romanian has a comma below; older encodings have only the cedilla for it. It is the same letter.
_COMMAS = str.maketrans("şţŞŢ", "șțȘȚ")


@dataclass(frozen=True)
class Guess:
    """`encoding` reads the sample; `candidates`, best first, are given where it is not sure."""

    encoding: str
    candidates: Sequence[str] = ()


@dataclass(frozen=True)
class _Read:
    known: Known
    text: str
    bits: float


def detect_encoding(data: bytes, *, complete: bool) -> Guess:
    """Of a sample from the start of a text.

    A sample without a byte over 127 is taken for UTF-8, of which ASCII is a part; and so is one of many
    letters in UTF-8 and few bytes that are not. A mark that the rest belies is a question.
    """
    mark = marked(data)
    if mark is not None and not reads_as(data, mark):
        rest = detect_encoding(data[len(mark_of(data)) :], complete=complete)
        return Guess(rest.encoding, [*(rest.candidates or [rest.encoding]), mark])
    told = mark or wide(data) or escaped(data)
    if told is not None:
        return Guess(told)
    if _is_mostly_utf8(data, complete=complete):
        return Guess("utf-8")
    return judge(words_of(data))


def words_of(data: bytes) -> list[bytes]:
    """Distinct words that are not ASCII, in their order, with a little of what stands around them.

    Of very long ones, as in a text without blanks, only the shortest are taken, and only where no other is.
    """
    words = list(dict.fromkeys(word for gap in _GAPS.split(data) for word in _WORD.findall(gap)))
    usual = [word for word in words if len(word) <= _LONGEST_WORD]
    return usual[: _WORDS * 5] or [word for word in sorted(words, key=len)[:3] if len(word) <= _LONGEST_RUN]


def judge(words: Sequence[bytes]) -> Guess:
    """The encoding in which these words say most likely what somebody wrote."""
    if not words:
        return Guess(_BLIND[0], _BLIND)
    reads = _readable(words)
    first = [_weighed(one, _FIRST_WORDS) for one in reads]
    best = min(one.bits for one in first)  # some encodings have a character for every byte
    close = [
        _weighed(one, _WORDS) if len(words) > _FIRST_WORDS else one
        for one in first
        if one.bits <= best + _CLEARLY_WORSE_BITS
    ]
    far = [one for one in first if one.bits > best + _CLEARLY_WORSE_BITS]
    return _decide(sorted(close, key=_bits), sorted(far, key=_bits))


def _bits(read: _Read) -> float:
    return read.bits


def _decide(close: Sequence[_Read], far: Sequence[_Read]) -> Guess:
    best = close[0]
    others = [one for one in close[1:] if one.text != best.text]
    is_ahead = not others or others[0].bits - best.bits >= _SURE_BITS
    if is_ahead and _is_plausible(best):
        return Guess(best.known.codec)
    different: dict[str, str] = {}
    for one in [*close, *far]:
        different.setdefault(one.text, one.known.codec)
    return Guess(best.known.codec, tuple(different.values())[:_SHOWN])


def _is_plausible(read: _Read) -> bool:
    """Does it read like a language at all? An encoding that we do not know gives noise in all that we do."""
    words = _spread(read.text.split("\n"), _WORDS)
    characters = sum(1 for word in words for one in word if not one.isascii())
    return read.bits - read.known.rarity_bits <= _STRANGE_BITS_A_CHARACTER * characters


def _readable(words: Sequence[bytes]) -> list[_Read]:
    joined = b"\n".join(words)
    found = []
    for known in KNOWN:
        try:
            text = codecs.decode(joined, known.codec)
        except UnicodeDecodeError:
            continue
        # Accents may be characters of their own, as in windows-1258; weighed is the letter they make.
        text = unicodedata.normalize("NFC", text)
        found.append(_Read(known, text.translate(_COMMAS) if "ro" in known.languages else text, 0.0))
    return found


def _weighed(read: _Read, limit: int) -> _Read:
    words = _spread(read.text.split("\n"), limit)
    costs = [[word_bits(word, language) for word in words] for language in read.known.languages]
    cheapest = [min(each) for each in zip(*costs, strict=True)]
    # One language for the most part; a word of another one costs the mention.
    bits = min(
        sum(min(own, least + _OTHER_LANGUAGE_BITS) for own, least in zip(each, cheapest, strict=True))
        for each in costs
    )
    return _Read(read.known, read.text, read.known.rarity_bits + bits)


def _spread(words: Sequence[str], limit: int) -> Sequence[str]:
    """So many of the words, from all over the sample."""
    return words[:: -(-len(words) // limit)] if len(words) > limit else words


def _is_mostly_utf8(data: bytes, *, complete: bool) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(data, complete)
    if text.isascii():
        return True
    broken = len(_BROKEN.findall(text))
    return broken == 0 or (sum(map(len, _LETTERS.findall(text))) >= _MOSTLY * broken)
