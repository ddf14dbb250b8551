"""The enricher of docs/plugins.md, as written there: found by its entry point, and asked by a run."""

import asyncio
import json
import re
from importlib.metadata import EntryPoint
from pathlib import Path
from urllib.parse import unquote

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import GROUP, load
from tests.factories.enrichers import ended, enriching, plan, start
from tests.factories.outside import Asked, certified, outside, says
from tests.factories.records import place, the, values_of
from tests.factories.tenancy import Workspace

DOCS = Path(__file__).parents[5] / "docs" / "plugins.md"
HOST = "members.guild.example"


async def member(writer: asyncio.StreamWriter, asked: Asked) -> None:
    """The guild's list, where the document says that it is."""
    domain = unquote(asked.target.removeprefix("/by-domain/"))
    found = {"member": {"name": "Firm Ltd", "domain": domain, "trade": "Steel"}}
    await says(json.dumps(found).encode(), Content_Type="application/json")(writer, asked)


async def test_a_run_enriches_a_record_with_it(
    database: Database,
    workspace: Workspace,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [code] = re.findall(r"```python enricher\n(.*?)```", DOCS.read_text(), re.DOTALL)
    (tmp_path / "leadgen_guild.py").write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = load([EntryPoint("guild", "leadgen_guild:plugin", GROUP)])
    assert found.broken == []
    monkeypatch.setattr(plugin_settings, "installed", lambda: found)
    line = {"company_name": "Firm Ltd", "company_domain": "firm.example"}
    _, [placed] = await place(database, workspace, [line], kind="company")
    company = the(placed.record_id)

    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / f"{HOST}.pem"))
    async with outside(member, tls=certified(HOST, tmp_path).server) as there:
        allowed = {"outbound_allow": f"{HOST}:443=127.0.0.1:{there.port}"}
        async with enriching(database, settings.model_copy(update=allowed)):
            run_id = await start(database, workspace, plan(("industry",), "guild"), [company])
            run = await ended(database, workspace, run_id)

    assert [asked.target for asked in there.asked] == ["/by-domain/firm.example"]
    assert (run.state, run.counts.found) == ("done", 1), run
    assert (await values_of(database, workspace, company, "company"))["industry"] == "Steel"
