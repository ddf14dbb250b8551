"""vCards gone wrong."""

import random
from collections.abc import Callable, Sequence

from tests.proofs.malformed.cases import Case

_CARD = (
    "BEGIN:VCARD\r\nVERSION:{version}\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\n"
    "EMAIL:{mail}\r\nEND:VCARD\r\n"
)


def cards(rng: random.Random, count: int = 20) -> str:
    """Honest ones to begin with."""
    return "".join(
        _CARD.format(
            version=rng.choice(("2.1", "3.0", "4.0")), last="Novák", first=f"P{n}", mail=f"p{n}@example.com"
        )
        for n in range(count)
    )


def _unended(rng: random.Random) -> Case:
    lines = [line for line in cards(rng).splitlines() if line != "END:VCARD" or rng.random() < 0.5]
    return Case("unended.vcf", "cards that do not end", "\n".join(lines).encode())


def _nested(rng: random.Random) -> Case:
    return Case(
        "nested.vcf", "cards in cards", b"BEGIN:VCARD\r\n" * rng.choice((3, 5_000)) + cards(rng).encode()
    )


def _broken_values(rng: random.Random) -> Case:
    odd = rng.choice(
        (
            "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C5=99=\r\n=E",
            "N;CHARSET=NO-SUCH-THING:Novak;Jan",
            "PHOTO;ENCODING=b:" + "A" * 500_000,
            "item1.item2...:x",
            ";;;:::",
            "TEL;TYPE=" + ",".join(["home"] * 20_000) + ":1",
            "NOTE:" + "\r\n ".join(["folded"] * 50_000),
        )
    )
    text = cards(rng).replace("FN:", f"{odd}\r\nFN:", 3)
    return Case(
        "values.vcf", "values that mean nothing", text.encode(rng.choice(("utf-8", "cp1250", "utf-16")))
    )


MAKERS: Sequence[Callable[[random.Random], Case]] = (_unended, _nested, _broken_values)
