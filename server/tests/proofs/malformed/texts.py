"""Delimited files gone wrong, and what is no text at all."""

import gzip
import random
from collections.abc import Callable, Iterator, Sequence

from tests.proofs.malformed.cases import Case

_NAMES = (
    "Ada",
    "Zoë Müller",
    "Jiří Dvořák",
    "Łukasz Żak",
    "Søren",
    "Ольга",
    "Νίκος",
    "山田太郎",
    "김민준",
    "דוד",
    "أحمد",
)
_CODECS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1250", "cp1251",
    "cp1252", "cp1253", "cp1255", "cp1256", "iso8859-2", "iso8859-5", "koi8-r", "cp852", "cp866", "mac-roman",
    "mac-latin2", "cp932", "euc_jp", "iso2022_jp", "gb18030", "hz", "big5", "cp949", "johab", "iso2022_kr",
)  # fmt: skip
_HUGE_LINE_BYTES = 64 << 20


def table(rng: random.Random, rows: int = 30, delimiter: str = ",", end: str = "\n") -> str:
    """An honest table to begin with."""
    lines = [delimiter.join(("Name", "E-mail", "Phone", "Company"))]
    for row in range(rows):
        name = rng.choice(_NAMES)
        lines.append(delimiter.join((name, f"p{row}@example.com", f"+420 601 {row:03} 000", "Example Ltd")))
    return end.join(lines) + end


def _nothing(rng: random.Random) -> Case:
    content = rng.choice(
        (b"", b"\n", b"\r\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,,\n", b"\0" * 900, b" ")
    )
    return Case("nothing.csv", "nothing in it", content, "refused")


def _noise(rng: random.Random) -> Case:
    return Case("noise.csv", "random bytes", rng.randbytes(rng.choice((1, 7, 300, 70_000))))


def _other_format(rng: random.Random) -> Case:
    magic = rng.choice(
        (b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", gzip.compress(b"a,b\n1,2\n"), b"\x7fELF")
    )
    return Case("list.csv", "another format", magic + rng.randbytes(4_000), "refused")


def _encoded(rng: random.Random) -> Case:
    codec = rng.choice(_CODECS)
    return Case("names.csv", f"in {codec}", table(rng).encode(codec, "ignore"))


def _cut_in_a_character(rng: random.Random) -> Case:
    codec = rng.choice(("utf-8", "utf-16", "utf-32", "cp932", "gb18030", "big5", "iso2022_jp"))
    return Case(
        "cut.csv",
        f"cut inside a character of {codec}",
        table(rng).encode(codec, "ignore")[: -rng.randrange(1, 90)],
    )


def _mixed_encodings(rng: random.Random) -> Case:
    lines = table(rng, 40).splitlines(keepends=True)
    content = b"".join(
        line.encode(rng.choice(("utf-8", "utf-8", "utf-8", "cp1250")), "ignore") for line in lines
    )
    return Case("mixed.csv", "two encodings in one file", content, 40)


def _wrong_mark(rng: random.Random) -> Case:
    mark = rng.choice((b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb\xbf"))
    return Case(
        "mark.csv",
        "a mark of another encoding",
        mark + table(rng).encode(rng.choice(("utf-8", "cp1251")), "ignore"),
    )


def _half_surrogates(rng: random.Random) -> Case:
    text = table(rng).replace("Ada", "Ada\ud83d").replace("Company", "\udc00Company")
    return Case("half.csv", "half surrogates", text.encode("utf-16", "surrogatepass"))


def _zeros(rng: random.Random) -> Case:
    content = bytearray(table(rng, 60).encode())
    for _ in range(rng.choice((1, 20, 500))):
        content.insert(rng.randrange(len(content)), 0)
    return Case("nul.csv", "NUL characters", bytes(content), 60)


def _controls(rng: random.Random) -> Case:
    text = "".join(rng.choice("\x01\x02\x07\x0b\x0c\x1a\x1b\x7f\x85\u2028ab,\n") for _ in range(5_000))
    return Case("controls.txt", "control characters", text.encode())


def _ragged(rng: random.Random) -> Case:
    lines = [",".join("abcd")] + [
        ",".join("x" * (4 if rng.random() < 0.8 else rng.randrange(1, 12))) for _ in range(80)
    ]
    return Case("ragged.csv", "rows of any width", "\n".join(lines).encode(), 80)


def _open_quotes(rng: random.Random) -> Case:
    lines = table(rng, 60).splitlines()
    for _ in range(rng.randrange(1, 9)):
        row = rng.randrange(1, len(lines))
        place = rng.randrange(len(lines[row]))
        lines[row] = lines[row][:place] + '"' + lines[row][place:]
    return Case("quotes.csv", "quotes that do not close", "\n".join(lines).encode())


def _only_quotes(rng: random.Random) -> Case:
    return Case("quotes.csv", "nothing but quotes and delimiters", bytes(rng.choices(b"\",;\n\\'", k=60_000)))


def _too_wide(rng: random.Random) -> Case:
    columns = rng.choice((1_001, 20_000, 60_000))
    return Case(
        "wide.csv",
        "too many columns",
        ",".join(f"c{n}" for n in range(columns)).encode() + b"\n1,2\n",
        "refused",
    )


def _preamble(rng: random.Random) -> Case:
    prose = "\n".join(f"Remark {number}, about something" for number in range(rng.choice((50, 3_000))))
    return Case("report.csv", "a long preamble", f"{prose}\n\n{table(rng)}".encode())


def _line_ends(rng: random.Random) -> Case:
    lines = table(rng, 50).splitlines()
    return Case(
        "ends.csv",
        "every line end",
        "".join(line + rng.choice(("\n", "\r", "\r\n", "\n\r", "\x0b")) for line in lines).encode(),
    )


def _long_line(rng: random.Random) -> Case:
    size = rng.choice((1 << 20, 3 << 20))
    content = table(rng, 3).encode() + b"x" * size + b",a@example.com,,\n" + b"Eve,e@example.com,,\n"
    return Case("long.csv", "a line of megabytes", content, 5)


def endless(name: str = "endless.csv", size: int = _HUGE_LINE_BYTES, piece: bytes = b"x") -> Case:
    """A header, and one line of so many bytes."""

    def chunks() -> Iterator[bytes]:
        yield b"Name,E-mail\nAda,ada@example.com\n"
        for _ in range(size >> 18):
            yield piece * ((1 << 18) // len(piece))

    return Case(name, f"a line of {size >> 20} MB", b"", "either", chunks)


def _huge_line(rng: random.Random) -> Case:
    return endless(piece=rng.choice((b"x", b'"', b",", b'""', b"\0", b"\xc3\xa9")), size=8 << 20)


MAKERS: Sequence[Callable[[random.Random], Case]] = (
    _nothing, _noise, _other_format, _encoded, _cut_in_a_character, _mixed_encodings, _wrong_mark,
    _half_surrogates, _zeros, _controls, _ragged, _open_quotes, _only_quotes, _too_wide, _preamble,
    _line_ends, _long_line, _huge_line,
)  # fmt: skip
