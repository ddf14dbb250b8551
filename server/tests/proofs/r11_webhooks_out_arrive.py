"""R11: webhooks arrive, signed, whatever happens to receiver and workers; and what cannot be repeated is not.

Receivers fail half the time (errors, redirects, broken connections), and workers are killed with SIGKILL in
the middle of their calls, every second one while it waits for the answer to a letter. At the end every event
was received, each attempt under the event's one id with a time of its own and a signature that holds. Beside
them go letters to a box that cannot tell a repetition: none is there twice, at most as many as there were
kills are unknown, and every other one is there.
"""

import asyncio
import random
import sys
import time
from collections.abc import Mapping

import psycopg

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.service import reserve
from leadgen.platform.webhooks import service
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.outgoing.crew import Crew
from tests.proofs.outgoing.receiver import Box, receiving
from tests.proofs.outgoing.worker import LETTER

EVENTS = {"tiny": 20, "ci": 120, "full": 3_000}
KILLS = {"tiny": 2, "ci": 6, "full": 200}
WAIT_S = {"tiny": 300.0, "ci": 600.0, "full": 3_600.0}
ADDRESSES = 4


def main(size: Size, seed: int, planted: bool) -> Outcome:
    box = Box(random.Random(seed))
    with ground() as there, receiving(box) as port:
        given = {"outbound_allow": f"127.0.0.1:{port}"}
        settings = there.settings.model_copy(update=given)
        events = asyncio.run(_fill(settings, box, port, EVENTS[size]))
        killed = _work(there, settings, box, port, size, planted)
        counts = _counts(box, events, _states(there), killed)
    return _found_what_is_planted(counts) if planted else _judge(counts, KILLS[size])


async def _fill(settings: Settings, box: Box, port: int, count: int) -> set[str]:
    """As many events as letters, all due at once; the events' ids."""
    database = Database.open(settings)
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="acme", owner=people[0], bob=people[1], charlie=people[2])
    events = await _told(database, settings, workspace, box, port, count)
    async with database.workspace(workspace.id) as session:
        await reserve(session, LETTER, [Reserve(f"letter {number}", {}) for number in range(count)])
    await database.close()
    return events


async def _told(
    database: Database, settings: Settings, workspace: Workspace, box: Box, port: int, count: int
) -> set[str]:
    actor = Actor("user", workspace.alice.id, workspace.alice.name)
    webhooks = []
    async with database.workspace(workspace.id) as session:
        for path in [f"/hook/{number}" for number in range(ADDRESSES)]:
            url = f"http://127.0.0.1:{port}{path}"
            webhook, box.secrets[path] = await service.create(
                session, settings, actor, url=url, description="", events=["test.ping"]
            )
            webhooks.append(webhook.id)
        to = [webhooks[number % ADDRESSES] for number in range(count)]
        return {str((await service.test(session, webhook)).event_id) for webhook in to}


def _work(there: Ground, settings: Settings, box: Box, port: int, size: Size, planted: bool) -> int:
    """Workers until nothing is left to do; one of them is killed each time some more has arrived."""
    words = [f"http://127.0.0.1:{port}/letters", *(["planted"] if planted else [])]
    kills, expected = KILLS[size], 2 * EVENTS[size]
    with Crew.working(settings, box, EVENTS[size], *words) as crew:
        deadline = time.monotonic() + WAIT_S[size]
        while _open(there) and time.monotonic() < deadline:
            look_again = time.monotonic() + 0.5
            while time.monotonic() < look_again:
                if crew.killed < kills and box.progress * (kills + 1) >= expected * (crew.killed + 1):
                    crew.kill_one()
                time.sleep(0.01)
        return crew.killed


def _open(there: Ground) -> int:
    with _connection(there) as connection:
        row = connection.execute("SELECT count(*) FROM effect WHERE due_at IS NOT NULL").fetchone()
    assert row is not None
    return int(row[0])


def _states(there: Ground) -> Mapping[str, Mapping[str, str]]:
    """Kind → natural key → state."""
    found: dict[str, dict[str, str]] = {}
    with _connection(there) as connection:
        for kind, key, state in connection.execute("SELECT kind, natural_key, state FROM effect"):
            found.setdefault(kind, {})[key] = state
    return found


def _connection(there: Ground) -> psycopg.Connection:
    return there.server.connect(there.address.database)


def _counts(
    box: Box, events: set[str], states: Mapping[str, Mapping[str, str]], killed: int
) -> Mapping[str, int]:
    letters = states[LETTER]
    missing = [key for key, state in letters.items() if state == "settled" and box.letters[key] != 1]
    return {
        "events": len(events),
        "requests": box.requests,
        "cut_off_by_a_kill": box.cut_off,
        "failures_answered": box.failures.total(),
        "not_received": len(events - box.received.keys()),
        "under_another_id": len(box.received.keys() - events),
        "not_settled": sum(state != "settled" for state in states["webhook"].values()),
        "received_again": box.received.total() - len(box.received),
        "unsigned": box.wrong["unsigned"],
        "stale": box.wrong["stale"],
        "kills": killed,
        "letters": len(letters),
        "letters_twice": sum(number > 1 for number in box.letters.values()),
        "letters_unknown": sum(state == "unknown" for state in letters.values()),
        "letters_not_there": len(missing),
        "letters_without_end": sum(state not in ("settled", "unknown") for state in letters.values()),
    }


def _judge(counts: Mapping[str, int], kills: int) -> Outcome:
    none_of = ("not_received", "under_another_id", "not_settled", "unsigned", "stale", "letters_twice")
    faults = sum(counts[name] for name in (*none_of, "letters_not_there", "letters_without_end"))
    is_tried = counts["kills"] == kills and counts["failures_answered"] > 0
    return Outcome(counts, faults == 0 and counts["letters_unknown"] <= kills and is_tried)


def _found_what_is_planted(counts: Mapping[str, int]) -> Outcome:
    """Red means here that both bugs were found; one that was not leaves the proof green."""
    missed = [name for name in ("letters_twice", "not_settled") if counts[name] == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(counts, held=bool(missed))
