"""R7: each role can do what the table says, and no more; and so can each scope of an API key.

Every operation of the API's document, by every role, by a key of every single scope, by keys of all scopes
and of all but the one, by an outsider and by nobody: each cell is asked for, allow and deny, and held against
a table written by hand. What lies outside any workspace opens to a session, and to no key.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from unittest.mock import patch

from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.auth import service, standing
from leadgen.platform.auth.contracts import Caller, Credentials, Identity
from leadgen.platform.auth.roles import ADMIN_UP, VIEWER_UP, Rule, Scope
from leadgen.platform.web.state import WebState
from tests.factories.tenancy import make_person, make_workspace
from tests.proofs.ground import ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.rights import cells, outside
from tests.proofs.rights.oracle import RIGHTS
from tests.proofs.sealed.operations import Operation, operations


@dataclass(frozen=True)
class Scene:
    place: cells.Place
    operations: Mapping[str, Operation]

    async def ask(self, *names: str) -> Counter[str]:
        """These rows, or all."""
        rows = [self.operations[name] for name in names] if names else list(self.operations.values())
        return await cells.ask_all(self.place, rows)

    async def ask_outside(self) -> Counter[str]:
        return await outside.ask_all(self.place)


def main(size: Size, seed: int, planted: bool) -> Outcome:
    """Every size is the whole table; nothing in it is random."""
    with ground() as there:
        return asyncio.run(_main(there.settings, planted))


async def _main(settings: Settings, planted: bool) -> Outcome:
    database = Database.open(settings)
    try:
        scene = await _scene(create_app(build(), database, settings), database)
        if planted:
            return await _find_what_is_planted(scene)
        counts = await scene.ask()
        counts.update(await scene.ask_outside())
    finally:
        await database.close()
    counts["rows_of_nothing"] = len(set(RIGHTS) - set(scene.operations))
    bad = (*cells.BAD, *outside.BAD, "rows_of_nothing")
    return Outcome(counts, counts["cells"] > 0 and not any(counts[name] for name in bad))


async def _scene(app: FastAPI, database: Database) -> Scene:
    alice, bob, charlie = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    await make_workspace(database, slug="elsewhere", owner=charlie, bob=bob, charlie=alice)
    workspace = await make_workspace(database, slug="here", owner=alice, bob=bob, charlie=charlie)
    place = await cells.make_place(app, database, workspace)
    return Scene(place, {one.name: one for one in operations(app.openapi())})


async def _find_what_is_planted(scene: Scene) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    found: dict[str, int] = {}
    for name, bug, look in _bugs(scene):
        with bug:
            counts = await look()
        found[f"found_{name}"] = sum(counts[what] for what in (*cells.BAD, *outside.BAD))
    missed = [name for name, complaints in found.items() if complaints == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(found, held=bool(missed))


Look = Callable[[], Awaitable[Counter[str]]]


def _bugs(scene: Scene) -> list[tuple[str, AbstractContextManager[object], Look]]:
    app = scene.place.app

    return [
        ("wider_role", _rule(app, "create_contact", Rule(VIEWER_UP, Scope.RECORDS_WRITE)),
         lambda: scene.ask("create_contact")),
        ("narrower_role", _rule(app, "list_contacts", Rule(ADMIN_UP, Scope.RECORDS_READ)),
         lambda: scene.ask("list_contacts")),
        ("wrong_scope", _rule(app, "list_audit", Rule(ADMIN_UP, Scope.ACCESS_READ)),
         lambda: scene.ask("list_audit")),
        ("key_that_makes_keys", _rule(app, "create_api_key", Rule(ADMIN_UP, Scope.ACCESS_WRITE)),
         lambda: scene.ask("create_api_key")),
        ("unchecked_scopes", _unchecked_scopes(), lambda: scene.ask("update_workspace")),
        ("open_stream", _unchecked_scopes(), lambda: scene.ask("stream_events")),
        ("key_at_the_persons_door", _keys_are_persons(scene), scene.ask_outside),
        ("operation_of_nobody", nullcontext(), lambda: _without_row(scene, "get_sample")),
    ]  # fmt: skip


async def _without_row(scene: Scene, name: str) -> Counter[str]:
    rest = {row: right for row, right in RIGHTS.items() if row != name}
    return await cells.ask_all(scene.place, [scene.operations[name]], rest)


@contextmanager
def _rule(app: FastAPI, name: str, planted: Rule) -> Iterator[None]:
    """The product goes by another rule than its document tells."""
    state: WebState = app.state.web
    app.state.web = replace(state, rules={**state.rules, name: planted})
    try:
        yield
    finally:
        app.state.web = state


def _unchecked_scopes() -> AbstractContextManager[object]:
    """Any key does."""

    def check(identity: Identity, rule: Rule) -> None:
        if identity.role is not None:
            _check(identity, rule)

    return patch.object(standing, "check", check)


_check = standing.check


def _keys_are_persons(scene: Scene) -> AbstractContextManager[object]:
    """A key passes for the person who made it."""
    alice = scene.place.workspace.alice

    async def caller(database: Database, credentials: Credentials) -> Caller:
        if credentials.api_key is not None:
            return Caller(alice.id, alice.email, alice.name, alice.id)
        return await _caller(database, credentials)

    return patch.object(service, "caller", caller)


_caller = service.caller
