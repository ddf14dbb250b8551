"""Encodings that give themselves away by their form, without a look at what the text says."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 64 * 1024
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")


def marked(data: bytes) -> str | None:
    """By the mark at the start."""
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def mark_of(data: bytes) -> bytes:
    """The mark at the start itself; empty where there is none."""
    return next((bom for bom, _ in _BOMS if data.startswith(bom)), b"")


def reads_as(data: bytes, encoding: str) -> bool:
    """Does a marked text keep what its mark says? Told of the wide encodings, from a dozen bytes on."""
    sample = data[: min(len(data), _LOOKED_AT) // 4 * 4]
    return encoding == "utf-8-sig" or len(sample) < 12 or _is_text(sample, encoding)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: line ends and the ASCII in a table leave zeros at one place."""
    sample = data[: min(len(data), _LOOKED_AT) // 4 * 4] or data
    if sample.count(0) * 25 < len(sample) or len(sample) < 4:
        return None
    for encoding in ("utf-32-le", "utf-32-be"):
        if len(sample) >= 8 and _is_text(sample[: len(sample) // 4 * 4], encoding):
            return encoding
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    likely = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 10 > max(even, odd):
        return None
    return likely if _is_text(sample[: len(sample) // 2 * 2], likely) else None


def escaped(data: bytes) -> str | None:
    """Seven-bit encodings that switch by an escape."""
    if b"\x1b$)C" in data:
        return "iso2022_kr"
    if any(mark in data for mark in (b"\x1b$B", b"\x1b$@", b"\x1b(J")):
        return "iso2022_jp"
    if b"~{" in data and data.isascii() and len(_HZ.findall(data)) == data.count(b"~{"):
        return "hz"
    return None


def _is_text(sample: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    kept = text.replace("\0", "")
    strange = sum(1 for one in kept if not (one.isprintable() or one in "\r\n\t\u00a0\u3000\u200b\ufeff"))
    return (
        len(kept) * 2 > len(text)
        and strange * 50 <= len(kept)
        and ("\n" in kept or "\r" in kept or _mostly_ascii(kept))
    )


def _mostly_ascii(text: str) -> bool:
    return sum(1 for one in text if one.isascii()) * 2 > len(text)
