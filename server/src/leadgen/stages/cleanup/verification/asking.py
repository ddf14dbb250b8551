"""Asking the name system whether a domain takes mail. Nothing is ever sent to the servers it names."""

import asyncio
import re
from collections.abc import Collection
from datetime import timedelta

from leadgen.platform.net import Net, Told
from leadgen.stages.cleanup.verification.verdict import MailAnswer

# How long an answer is taken for the present one; none at all is asked for again by the next operation.
TTL: dict[MailAnswer, timedelta] = {
    "mx": timedelta(days=30),
    "refuses": timedelta(days=7),
    "address_only": timedelta(days=1),
    "nothing": timedelta(days=1),
    "gone": timedelta(days=1),
    "failed": timedelta(0),
}

# Mail servers that are nobody's: a domain names them so as to have none.
_NOWHERE = re.compile(r"(?:.*\.)?(?:localhost|localdomain|invalid|local)|[^.]+|\d+(?:\.\d+){3}")


async def ask(net: Net, domains: Collection[str]) -> tuple[dict[str, MailAnswer], int]:
    """Domain → its answer, all asked at once; and of how many the resolver itself was silent."""
    order = sorted(domains)
    found = await asyncio.gather(*(_ask(net, domain) for domain in order))
    answers = {domain: answer for domain, (answer, _) in zip(order, found, strict=True)}
    return answers, sum(silent for _, silent in found)


async def _ask(net: Net, domain: str) -> tuple[MailAnswer, bool]:
    told = await net.ask_names(domain, "MX")
    if told.outcome != "nothing":
        return _of_servers(told), told.outcome == "silent"
    for wanted in ("A", "AAAA"):
        told = await net.ask_names(domain, wanted)
        if told.outcome != "nothing":
            return _of_addresses(told), told.outcome == "silent"
    return "nothing", False


def _of_servers(told: Told) -> MailAnswer:
    match told.outcome:
        case "found" if told.records == (".",):
            return "refuses"
        case "found":
            return "nothing" if all(_NOWHERE.fullmatch(server) for server in told.records) else "mx"
        case "no_name":
            return "gone"
        case _:
            return "failed"


def _of_addresses(told: Told) -> MailAnswer:
    match told.outcome:
        case "found":
            return "address_only"
        case "no_name":
            return "gone"
        case _:
            return "failed"
