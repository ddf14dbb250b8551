"""The contract of verifiers finds what breaks it."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from leadgen_sdk import Plugin
from leadgen_sdk.contract import ContractBroken, check_plugin, check_verifier
from leadgen_sdk.verifying import Http, Mailbox, Opinion, Permanent

KEY = "canary-canary"


class Answer:
    status_code = 200

    def json(self) -> Any:
        return {}


class Client:
    async def get(
        self, url: str, *, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return Answer()


class Verifier:
    """Does what `act` says."""

    key, label, hosts = "one", "One", ("verify.example.com",)

    def __init__(self, act: str = "fine") -> None:
        self.act = act

    async def verify(self, email: str, *, key: str, http: Http) -> Opinion:
        in_address = {"key": key} if self.act == "key in the address" else {}
        for _ in range(2 if self.act == "two questions" else 1):
            await http.get("https://verify.example.com", params=in_address)
        if self.act in ("no sentence", "key in the error"):
            raise Permanent("" if self.act == "no sentence" else f"{key} is wrong")
        word = cast(Mailbox, "perhaps") if self.act == "another word" else "exists"
        return Opinion(word, 97 if self.act == "too sure" else 0.97)


async def test_one_that_keeps_it_passes() -> None:
    check_plugin(Plugin("one", "One", verifiers=(Verifier(),)))
    await check_verifier(Verifier(), ["ada@example.com"], key=KEY, http=Client())


@pytest.mark.parametrize(
    "act",
    ["key in the address", "two questions", "no sentence", "key in the error", "another word", "too sure"],
)
async def test_one_that_breaks_it_is_told(act: str) -> None:
    with pytest.raises(ContractBroken):
        await check_verifier(Verifier(act), ["ada@example.com"], key=KEY, http=Client())


def test_two_of_one_key_are_told() -> None:
    with pytest.raises(ContractBroken):
        check_plugin(Plugin("one", "One", verifiers=(Verifier(), Verifier())))
