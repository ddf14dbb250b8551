"""client/openapi.json is what the server exports, and both clients were made from that document."""

from collections.abc import Iterator
from pathlib import Path

from tools import client, digests, python_client
from tools.checks.source import Violation
from tools.console import Refused

ADVICE = "run ./dev client"


def violations(root: Path, python: Path) -> list[Violation]:
    """`python` is the environment's: the product is imported in a process of its own."""
    try:
        exported = client.export(root, python)
    except Refused as refusal:
        return [Violation("server/src/leadgen/api", str(refusal))]
    return list(compare(root, exported))


def compare(root: Path, exported: str) -> Iterator[Violation]:
    if not client.is_current(root, exported):
        yield Violation(client.DOCUMENT.as_posix(), f"is not what the server exports: {ADVICE}")
    if digests.read_stamp(root / client.STAMP) != client.made_of(root):
        yield Violation(client.GENERATED.as_posix(), f"was not made from {client.DOCUMENT}: {ADVICE}")
    document = root / client.DOCUMENT
    if document.exists():
        for path in python_client.stale(root, document.read_text()):
            yield Violation(path.as_posix(), f"was not made from {client.DOCUMENT}: {ADVICE}")
