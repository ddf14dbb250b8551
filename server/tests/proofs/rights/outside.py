"""What lies outside any workspace: open to all, or to a session and to no key."""

import re
import sys
from collections import Counter
from typing import Any

from leadgen.kernel.ids import uuid7
from tests.factories.access import signed_in
from tests.factories.tenancy import make_person
from tests.factories.web import client
from tests.proofs.rights.cells import Headers, Place
from tests.proofs.rights.oracle import OPEN, PERSONAL

BAD = ("personal_denied", "personal_open", "not_listed")


async def ask_all(place: Place) -> Counter[str]:
    """Each personal operation by a person, a key and nobody; every other is on the list of the open ones."""
    seen: Counter[str] = Counter({"outside": 0, **dict.fromkeys(BAD, 0)})
    for path, methods in place.app.openapi()["paths"].items():
        for method, told in methods.items() if "{slug}" not in path else ():
            name = told["operationId"]
            seen["outside"] += 1
            if name in PERSONAL:
                await _ask(place, name, method, path, told, seen)
            elif name not in OPEN:
                _complain(seen, "not_listed", name)
    return seen


async def _ask(place: Place, name: str, method: str, path: str, told: Any, seen: Counter[str]) -> None:
    address = re.sub(r"\{\w+\}", str(uuid7()), path)
    somebody = await signed_in(place.database, await make_person(place.database, "Pat"))
    asked: list[tuple[str, Headers]] = [
        ("a person", somebody), ("a key", place.keys["all"]), ("nobody", {"sec-fetch-site": "same-origin"}),
    ]  # fmt: skip
    for who, headers in asked:
        body: dict[str, str] | None = {} if "requestBody" in told else None
        async with client(place.app, dict(headers)) as web:
            answer = await web.request(method, address, json=body)
        if who == "a person" and answer.status_code in (401, 403) and "owns_nothing" not in answer.text:
            _complain(seen, "personal_denied", f"{name} by {who}: {answer.status_code} {answer.text[:200]}")
        if who != "a person" and answer.status_code != 401:
            _complain(seen, "personal_open", f"{name} by {who}: {answer.status_code} {answer.text[:200]}")


def _complain(seen: Counter[str], what: str, sentence: str) -> None:
    seen[what] += 1
    print(f"{what}: {sentence}", file=sys.stderr)
