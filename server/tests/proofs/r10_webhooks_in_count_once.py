"""R10: a webhook from outside counts once, whoever sends it again, late, changed or in another order.

Messages are signed as Standard Webhooks has it, delivered several times, shuffled, by senders at once,
and some deliveries are cut off before their transaction commits, as a kill would. Each acted-on message is an
effect named by its id. Beside them come messages that nobody may believe: tampered, signed by another,
too old, too new, without headers. At the end: one effect for each message, none for the others.
"""

import asyncio
import json
import random
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from standardwebhooks import Webhook

from leadgen.db.engine import Database
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.service import reserve
from leadgen.platform.webhooks.verifying import SignatureRefused, verify
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size

MESSAGES = {"tiny": 40, "ci": 100, "full": 2_000}
DELIVERIES_EACH = 5
PLANTS = ("an_act_for_each_delivery", "no_look_at_signatures", "no_look_at_clocks")
SENDERS = 8
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

# Of the specification and of its reference library: secret, id, seconds, body, signature.
VECTORS = (
    (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        '{"test": 2432232314}',
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
)


class Cut(Exception):
    """The process that worked on a delivery is gone."""


@dataclass(frozen=True)
class Message:
    """As it comes over the wire; `name` is what it is about."""

    name: str
    headers: Mapping[str, str]
    body: bytes
    is_true: bool


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        if planted:
            return _find_what_is_planted(there, seed, MESSAGES[size])
        return asyncio.run(_run(there, random.Random(seed), MESSAGES[size], ""))


def _find_what_is_planted(there: Ground, seed: int, count: int) -> Outcome:
    """How many messages counted that should not have, by planted bug."""
    found = {}
    for plant in PLANTS:
        counts = asyncio.run(_run(there, random.Random(seed), count, plant)).counts
        found[f"found_{plant}"] = counts["counted_twice"] + counts["forged_and_counted"]
    missed = [name for name, number in found.items() if number == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(found, bool(missed))


async def _run(there: Ground, dice: random.Random, count: int, plant: str) -> Outcome:
    secrets = [_secret(dice), _secret(dice)]
    messages = _messages(dice, secrets, count)
    wave = [message for message in messages for _ in range(DELIVERIES_EACH)]
    dice.shuffle(wave)
    database = Database.open(there.settings)
    people = [await make_person(database, f"{name}{plant}") for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(
        database,
        slug=f"acme{PLANTS.index(plant) if plant else ''}",
        owner=people[0],
        bob=people[1],
        charlie=people[2],
    )
    inbox = _Inbox(database, workspace, secrets, dice, plant)
    await asyncio.gather(*(inbox.take(wave[sender::SENDERS]) for sender in range(SENDERS)))
    found = await inbox.counted()
    await database.close()
    true = {message.name for message in messages if message.is_true}
    counts = {
        "vectors_wrong": _wrong_vectors(),
        "messages": len(true),
        "deliveries": len(wave),
        "cut_off": inbox.cut,
        "refused": inbox.refused,
        "counted": sum(found.values()),
        "counted_twice": sum(number - 1 for name, number in found.items() if name in true),
        "lost": len(true - found.keys()),
        "forged_and_counted": len(found.keys() - true),
    }
    faults = [counts[name] for name in ("vectors_wrong", "counted_twice", "lost", "forged_and_counted")]
    return Outcome(counts, not any(faults) and inbox.cut > 0 and inbox.refused > 0)


class _Inbox:
    """What receives webhooks: believes a signature, and acts by an effect of the message's name."""

    def __init__(
        self,
        database: Database,
        workspace: Workspace,
        secrets: Sequence[str],
        dice: random.Random,
        plant: str,
    ) -> None:
        self._database, self._workspace, self._secrets = database, workspace, secrets
        self._dice, self._plant = dice, plant
        self._seen = 0
        self.cut = self.refused = 0

    async def take(self, messages: Sequence[Message]) -> None:
        """Each until it is answered: a sender sends again what was cut off."""
        for message in messages:
            while not await self._answered(message):
                self.cut += 1

    async def _answered(self, message: Message) -> bool:
        try:
            message_id = self._verified(message)
        except SignatureRefused:
            self.refused += 1
            return True
        try:
            async with self._database.workspace(self._workspace.id) as session:
                key = self._key(message_id)
                await reserve(session, "inbound", [Reserve(key, {"name": json.loads(message.body)["name"]})])
                self._maybe_cut()
        except Cut:
            return False
        return True

    def _verified(self, message: Message) -> str:
        """Planted bugs: a signature by anybody is believed, or one of any time. Raises SignatureRefused."""
        if self._plant == "no_look_at_signatures":
            return message.headers.get("webhook-id", message.name)
        seconds = message.headers.get("webhook-timestamp")
        if self._plant == "no_look_at_clocks" and seconds is not None:
            return verify(
                self._secrets, message.headers, message.body, datetime.fromtimestamp(int(seconds), UTC)
            )
        return verify(self._secrets, message.headers, message.body, AT)

    def _maybe_cut(self) -> None:
        """Raises Cut, now and then."""
        if self._dice.random() < 0.2:
            raise Cut

    def _key(self, message_id: str) -> str:
        """Planted bug: every delivery is an act of its own."""
        self._seen += 1
        return f"{message_id} {self._seen}" if self._plant == "an_act_for_each_delivery" else message_id

    async def counted(self) -> dict[str, int]:
        """Name → how many effects it has."""
        async with self._database.workspace(self._workspace.id) as session:
            query = "SELECT payload ->> 'name' AS name, count(*) AS found FROM effect_payload GROUP BY 1"
            return {row.name: row.found for row in await session.execute(text(query))}


def _wrong_vectors() -> int:
    """How many of the published examples are not verified, or are with one bit changed."""
    wrong = 0
    for secret, message_id, seconds, body, signature in VECTORS:
        at = datetime.fromtimestamp(seconds, UTC)
        for prefix in ("webhook", "svix"):
            headers = {f"{prefix}-id": message_id, f"{prefix}-timestamp": str(seconds)}
            good = {**headers, f"{prefix}-signature": f"v1a,AAAA v1,AAAA {signature}"}
            wrong += not _is_believed([secret], good, body.encode(), at)
            wrong += _is_believed([secret], good, body.encode() + b" ", at)
            wrong += _is_believed([secret], {**headers, f"{prefix}-signature": "v1,AAAA"}, body.encode(), at)
    return wrong


def _is_believed(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, at: datetime) -> bool:
    try:
        verify(secrets, headers, body, at)
    except SignatureRefused:
        return False
    return True


def _messages(dice: random.Random, secrets: Sequence[str], count: int) -> list[Message]:
    """True ones, signed with either secret or both at any moment of the tolerance; and forgeries of each."""
    found: list[Message] = []
    for number in range(count):
        signers = dice.choice([secrets[:1], secrets[1:], secrets])
        skew = timedelta(seconds=dice.randint(-300, 300))
        true = _signed(f"true {number}", f"msg_{number}", signers, AT + skew)
        found.append(true)
        found.append(_forged(dice, true, number, secrets))
    return found


def _forged(dice: random.Random, true: Message, number: int, secrets: Sequence[str]) -> Message:
    name, message_id = f"forged {number}", f"msg_forged_{number}"
    body = true.body.replace(b"true", b"forged")
    far = timedelta(seconds=dice.choice([-1, 1]) * dice.randint(301, 100_000))
    moved = {**true.headers, "webhook-id": f"{true.headers['webhook-id']}.1", "webhook-timestamp": "1"}
    kinds = [
        replace(true, body=body),  # tampered
        _signed(name, message_id, [_secret(dice)], AT),  # by another
        _signed(name, message_id, secrets, AT + far),  # too old, too new
        replace(_signed(name, message_id, secrets, AT), headers={}),  # not signed
        replace(true, body=body, headers=moved),  # the parts of the signed text moved
        replace(true, body=body, headers={**true.headers, "webhook-timestamp": str(int(AT.timestamp()) + 1)}),
    ]
    return replace(kinds[number % len(kinds)], name=name, is_true=False)


def _signed(name: str, message_id: str, secrets: Sequence[str], at: datetime) -> Message:
    body = json.dumps({"name": name})
    signatures = " ".join(Webhook(secret).sign(message_id, at, body) for secret in secrets)
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signatures,
    }
    return Message(name, headers, body.encode(), is_true=True)


def _secret(dice: random.Random) -> str:
    return "whsec_" + b64encode(dice.randbytes(32)).decode()
