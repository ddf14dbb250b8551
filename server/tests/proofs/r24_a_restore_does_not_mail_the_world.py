"""R24: a restored backup does not mail the world.

Letters, webhooks and acts of two more kinds wait in many workspaces when a backup is taken, some of them just
being called. From the backup, and from a plain copy of the database, an installation is brought up with a
worker at work and everybody within reach. Nothing may arrive anywhere, of what waited and of what people do
there anew, until an owner confirms; then exactly the acts of that workspace arrive.
"""

import asyncio
import logging
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address, address_of
from leadgen.db.roles import Role
from leadgen.db.startup import connector, ready
from leadgen.kernel.clock import now
from leadgen.platform.accounts.service import NewWorkspace
from leadgen.platform.backup.service import restore, take
from leadgen.platform.effects import claiming
from tests.factories.mail import mail_server
from tests.factories.outside import outside
from tests.factories.server import TestServer
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.restored.places import PASSWORD, Place, World, act, place, populate, until

WORKSPACES = {"tiny": 2, "ci": 5, "full": 20}
ACTS = {"tiny": 4, "ci": 20, "full": 50}
WATCHED_S = {"tiny": 2.0, "ci": 6.0, "full": 60.0}
KINDS = 4
BAD = ("arrived_before", "arrived_elsewhere", "missing", "wrongly_armed", "repeated_messages")


def main(size: Size, seed: int, planted: bool) -> Outcome:
    # A held act is looked at again twenty times as often, so that a leak has more chances.
    claiming._LOOK_AGAIN = timedelta(seconds=0.3)
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the mail server's own
    with ground() as there:
        counts = asyncio.run(_prove(there, size, planted))
    shown = {name: counts[name] for name in (*BAD, "waiting", "tried_anew", "arrived_after", "unsure")}
    return Outcome(shown, all(counts[name] == 0 for name in BAD) and counts["arrived_after"] > 0)


async def _prove(there: Ground, size: Size, planted: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    async with mail_server() as mailbox, outside() as receiver:
        world = World(mailbox, receiver)
        settings = _reaching(there.settings, mailbox.port, receiver.port)
        with ready(settings):
            async with place(world, settings) as original:
                teams = await populate(original, WORKSPACES[size], ACTS[size])
        counts["waiting"] = KINDS * ACTS[size] * len(teams)
        _break_off(settings, teams)
        with TemporaryDirectory() as folder, there.server.empty_database() as empty:
            file = Path(folder) / "backup.zip"
            take(settings, file, now(), lambda _: None)
            restored = _moved(settings, empty)
            restore(restored, file, now(), lambda _: None)
            await _watch(world, restored, teams, there.server, size, counts, planted)
        with there.server.copy(there.address) as copied:
            await _watch(world, _moved(settings, copied), teams, there.server, size, counts, planted)
    return counts


def _reaching(settings: Settings, *ports: int) -> Settings:
    given = {
        "smtp_url": f"smtp://127.0.0.1:{ports[0]}",
        "mail_from": "Leadgen <leads@example.com>",
        "outbound_allow": ",".join(f"127.0.0.1:{port}" for port in ports),
        "public_url": "http://leadgen.test",
    }
    return load_settings({**settings.model_dump(exclude_unset=True), **given})


def _moved(settings: Settings, address: Address) -> Settings:
    return load_settings({**settings.model_dump(exclude_unset=True), "database_url": address.public_url()})


def _break_off(settings: Settings, teams: list[NewWorkspace]) -> None:
    """One act of each kind that no receiver deduplicates was just being called."""
    with connector(settings)(Role.APP) as app, app.transaction():
        for team in teams:
            app.execute("SELECT set_config('app.workspace_id', %s, true)", [str(team.workspace.id)])
            app.execute(
                "UPDATE effect SET state = 'called', attempts = 1, called_at = %s, due_at = %s,"
                " lease_id = gen_random_uuid() WHERE kind = 'test.message' AND natural_key = 'before 0'",
                [now(), now() + timedelta(hours=1)],
            )


async def _watch(
    world: World,
    settings: Settings,
    teams: list[NewWorkspace],
    server: TestServer,
    size: Size,
    counts: Counter[str],
    planted: bool,
) -> None:
    """Nothing arrives; then one owner confirms, then all."""
    with ready(settings):
        if planted:
            _forget_to_disarm(settings, server)
        async with place(world, settings) as there:
            before = world.reached()
            async with there.at_work():
                await asyncio.sleep(WATCHED_S[size])
                counts["tried_anew"] += await _go_on(there, teams, ACTS[size])
                await asyncio.sleep(WATCHED_S[size])
            counts["arrived_before"] += world.reached() - before
            if counts["arrived_before"]:
                return  # the promise is broken: what would follow a confirmation shows nothing more
            counts["wrongly_armed"] += await _others_try(there, teams)
            async with there.at_work():
                await _confirm(there, teams[:1], counts, ACTS[size])
                await _confirm(there, teams[1:], counts, ACTS[size])


def _forget_to_disarm(settings: Settings, server: TestServer) -> None:
    """The bug: a restore, or a copy, that goes on where the original was."""
    with server.connect(address_of(settings).database) as administrator:
        administrator.execute("UPDATE workspace SET disarmed_at = NULL, disarmed_reason = NULL")


async def _go_on(there: Place, teams: list[NewWorkspace], acts: int) -> int:
    """People work on in the place, without knowing."""
    for team in teams:
        browser = await there.signed_in(team.user.email)
        listed = await browser.get(f"/api/v1/workspaces/{team.workspace.slug}/webhooks")
        await act(there, browser, team, listed.json()["items"][0]["id"], "anew", acts)
    return KINDS * acts * len(teams)


async def _others_try(there: Place, teams: list[NewWorkspace]) -> int:
    """The wrong password, a key, an owner of another workspace: how many of them were let."""
    slug = f"/api/v1/workspaces/{teams[0].workspace.slug}/arm"
    owner, other = [await there.signed_in(team.user.email) for team in teams[:2]]
    key = {"authorization": f"Bearer {teams[0].api_key}"}
    answers = [
        await owner.post(slug, json={"password": "not the password"}),
        await there.browser().post(slug, json={"password": PASSWORD}, headers=key),
        await other.post(slug, json={"password": PASSWORD}),
        await there.browser().post(slug, json={"password": PASSWORD}),
    ]
    return sum(answer.status_code < 400 for answer in answers)


async def _confirm(there: Place, teams: list[NewWorkspace], counts: Counter[str], acts: int) -> None:
    """All that waits in these workspaces arrives, and nothing else; what was being called does not again."""
    before = there.world.reached()
    for team in teams:
        browser = await there.signed_in(team.user.email)
        path = f"/api/v1/workspaces/{team.workspace.slug}/arm"
        answer = await browser.post(path, json={"password": PASSWORD})
        counts["wrongly_armed"] += answer.status_code != 204  # 409: it was armed already
    expected = len(teams) * (2 * KINDS * acts - 1)

    await _as_long_as_they_come(there.world, before + expected)
    await asyncio.sleep(1)
    found = there.world.reached() - before
    counts["arrived_after"] += found
    counts["missing"] += max(0, expected - found)
    counts["arrived_elsewhere"] += max(0, found - expected)
    for team in teams:
        unsure = await _unsure(there, team)
        counts["unsure"] += unsure
        counts["repeated_messages"] += unsure != 1


async def _as_long_as_they_come(world: World, expected: int) -> None:
    """Until so many have arrived, or none for a while: a slow machine is no fault of the product."""
    seen = -1

    async def arrived() -> bool:
        return world.reached() >= expected

    while seen < world.reached() and not await arrived():
        seen = world.reached()
        await until(arrived, 60)


async def _unsure(there: Place, team: NewWorkspace) -> int:
    """Acts whose end nobody knows, also those whose lease is not over yet, as in a copy."""
    async with there.database.workspace(team.workspace.id) as session:
        connection = await session.driver()
        found = await connection.execute("SELECT count(*) FROM effect WHERE state IN ('unknown', 'called')")
        row = await found.fetchone()
    assert row is not None
    return int(row[0])
