"""A plugin that breaks hurts nobody, and its words go nowhere."""

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.platform.effects.contracts import Claimed
from leadgen.platform.net import NetTimeout
from leadgen.platform.plugins.running import ask
from leadgen_sdk.enriching import Answer, Enricher, Net, Subject
from leadgen_sdk.reading import Replay
from tests.factories.tenancy import Workspace

KEY = "canary-key-in-a-message"


class Careless:
    """An enricher that does as it is told."""

    key, label, kind = "careless", "Careless", "company"
    fields, needs, hosts = ("company_name",), (("company_domain",),), ("*",)

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    async def enrich(self, subject: Subject, net: Net) -> object:
        return self._act()


def breaks(error: BaseException) -> Callable[[], object]:
    def act() -> object:
        raise error

    return act


async def asked(database: Database, workspace: Workspace, act: Callable[[], object]) -> Answer:
    effect = Claimed(
        id=uuid7(), workspace_id=workspace.id, kind="enrich_free", lane="careless", natural_key="a",
        payload=None, attempt=1, ceiling=0, run_id=None, created_at=now(), lease_id=uuid7(),
    )  # fmt: skip
    enricher: Enricher = Careless(act)  # type: ignore[assignment]  # as careless as a package may be
    return await ask(database, effect, enricher, Subject({}, frozenset()), Replay([]))


@pytest.mark.parametrize(
    ("act", "how"),
    [
        (breaks(ValueError(f"bad {KEY}")), "ValueError"),
        (breaks(SystemExit(KEY)), "SystemExit"),
        (breaks(RecursionError()), "RecursionError"),
        (lambda: {"company_name": "A"}, "no answer"),
    ],
)
async def test_what_breaks_inside_is_trouble(
    database: Database, workspace: Workspace, act: Callable[[], object], how: str
) -> None:
    with capture_logs() as said:
        answer = await asked(database, workspace, act)
    assert answer.trouble is not None
    assert (answer.trouble.kind, f"Careless broke ({how})" in answer.trouble.message) == ("invalid", True)
    assert KEY not in f"{said}{answer}"


async def test_an_answer_comes_as_it_is_and_what_passes_is_left_to_pass(
    database: Database, workspace: Workspace
) -> None:
    assert await asked(database, workspace, Answer) == Answer()
    with pytest.raises(NetTimeout):
        await asked(database, workspace, breaks(NetTimeout()))
