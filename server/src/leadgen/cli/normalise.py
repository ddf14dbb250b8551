"""`leadgen normalise`: values in their standard form, from standard input, without a database."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import click
import orjson

from leadgen.records.normalise import Bad, answers, country
from leadgen.records.normalise.answers import Answer

_PIECE_BYTES = 65_536
_LONGEST_BYTES = 8_000_000
_SHOWN_CHARS = 200


@click.command("normalise")
@click.argument("kind", type=click.Choice(answers.KINDS))
@click.option("--country", metavar="CODE", help="Country of numbers without a country code, such as CZ.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON each.")
def normalise(kind: str, country: str | None, as_json: bool) -> None:
    """Values in their standard form, a line each from standard input.

    Every line is answered, in order: the value, its standard form, its parts, and valid, unknown, invalid or
    empty with the reason in words. It needs no database.
    """
    reader = _Reader(kind, _code(country))
    output = sys.stdout.buffer
    try:
        for lines in _batches(sys.stdin.buffer):
            output.writelines(reader.told(line, as_json) for line in lines)
            output.flush()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the answers has enough


def _code(written: str | None) -> str | None:
    found = country.normalise(written) if written else None
    if isinstance(found, Bad):
        raise click.BadParameter(found.message, param_hint="--country")
    return found


def _batches(stream: BinaryIO) -> Iterator[list[bytes]]:
    """The lines that have come in so far, as they come; of an endless one only its beginning."""
    rest = b""
    while piece := stream.raw.read(_PIECE_BYTES) if hasattr(stream, "raw") else stream.read(_PIECE_BYTES):
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > 2 * _LONGEST_BYTES:
            rest = rest[: _LONGEST_BYTES + 1]
        if lines:
            yield lines
    if rest:
        yield [rest]


@dataclass
class _Reader:
    """Answers line after line; what was read once is remembered."""

    kind: str
    country: str | None
    seen: dict[bytes, bytes] = field(default_factory=dict)
    is_first: bool = True

    def told(self, line: bytes, as_json: bool) -> bytes:
        """The answer to a line, as a line."""
        if self.is_first:
            self.is_first, line = False, line.removeprefix(b"\xef\xbb\xbf")
        found = self.seen.get(line)
        if found is None:
            found = self._told(line.removesuffix(b"\r"), as_json)
            if len(line) <= _SHOWN_CHARS:
                if len(self.seen) >= _PIECE_BYTES:
                    self.seen.clear()
                self.seen[line] = found
        return found

    def _told(self, line: bytes, as_json: bool) -> bytes:
        value, found = self._answer(line)
        return _json(value, found) if as_json else _words(value, found)

    def _answer(self, line: bytes) -> tuple[str, Answer]:
        if len(line) > _LONGEST_BYTES:
            value = line[:_SHOWN_CHARS].decode("utf-8", "replace")
            return value, Answer(None, {}, "invalid", f"The line has over {_LONGEST_BYTES:,} bytes")
        try:
            value = line.decode("utf-8")
        except UnicodeDecodeError as error:
            where = f"The line is not UTF-8: byte {error.start + 1} cannot be read"
            return line.decode("utf-8", "replace"), Answer(None, {}, "invalid", where)
        return value, answers.answer(self.kind, value, self.country)


def _json(value: str, found: Answer) -> bytes:
    told = {
        "value": value,
        "normalised": found.normalised,
        "parts": found.parts,
        "status": found.status,
        "reason": found.reason,
    }
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def _words(value: str, found: Answer) -> bytes:
    shown = value if len(value) <= _SHOWN_CHARS else f"{value[:_SHOWN_CHARS]}…"
    parts = ", ".join(
        f"{name} {_said(part)}" for name, part in found.parts.items() if part not in (None, False, [])
    )
    told = [shown.replace("\r", " "), found.normalised or "", found.status, parts, found.reason or ""]
    return ("\t".join(" ".join(one.split()) for one in told).rstrip("\t") + "\n").encode()


def _said(part: answers.Part) -> str:
    if part is True:
        return "yes"
    return part if isinstance(part, str) else " ".join(part or ())
