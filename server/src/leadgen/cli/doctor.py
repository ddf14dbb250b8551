"""`leadgen doctor`: what is set, what runs, and what to do about it."""

import asyncio
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict

import click
import psycopg
from pydantic import SecretStr

from leadgen.cli import safekeeping
from leadgen.cli.finding import Finding
from leadgen.cli.options import with_settings
from leadgen.config import Place, Settings
from leadgen.db import inspection
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.postgres.binaries import source
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.server import running
from leadgen.db.prepare import check_roles
from leadgen.db.roles import LOGIN_ROLES, Role
from leadgen.kernel.errors import LeadgenError
from leadgen.platform.jobs.repository import QueueState, queue_state
from leadgen.platform.jobs.worker import PACE
from leadgen.platform.plugins.service import load

_LEAST_FREE_GB = 2


@click.command()
@with_settings
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def doctor(settings: Settings, as_json: bool) -> None:
    """Check the installation; exit code 1 where something needs you."""
    findings = [*_settings(settings), *_plugins(), _free_disk(settings), *_database(settings)]
    if as_json:
        ok = all(finding.ok for finding in findings)
        click.echo(json.dumps({"ok": ok, "findings": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            click.echo(_line(finding))
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _line(finding: Finding) -> str:
    word = "ok     " if finding.ok else "problem"
    return f"{word} {finding.name}: {finding.detail}" + (f"\n        → {finding.fix}" if finding.fix else "")


def _settings(settings: Settings) -> Iterator[Finding]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        shown = "hidden" if isinstance(value, SecretStr) else value
        origin = "set" if name in settings.model_fields_set else "default"
        yield Finding(
            f"setting LEADGEN_{name.upper()}", True, f"{'unset' if shown is None else shown} ({origin})"
        )
    listed = sorted(_exception(asked, there) for asked, there in settings.outbound_exceptions.items())
    yield Finding("outbound exceptions", True, ", ".join(listed) or "none: only public addresses are reached")


def _exception(asked: Place, there: Place) -> str:
    place = ":".join(map(str, asked))
    return place if there == asked else f"{place} leads to {':'.join(map(str, there))}"


def _plugins() -> Iterator[Finding]:
    found = load()
    for plugin in found.loaded:
        parts = (plugin.sources, plugin.layouts, plugin.enrichers)
        labels = ", ".join(part.label for several in parts for part in several)
        yield Finding(f"plugin {plugin.key}", True, labels)
    for broken in found.broken:
        yield Finding(f"plugin {broken.name}", False, broken.reason, "Mend the package or remove it.")


def _free_disk(settings: Settings) -> Finding:
    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    free_gb = shutil.disk_usage(place).free / 1e9
    fix = "" if free_gb >= _LEAST_FREE_GB else "Free some space: a full disk stops every import."
    return Finding("free disk", not fix, f"{free_gb:.1f} GB at {place}", fix)


def _database(settings: Settings) -> Iterator[Finding]:
    """All that needs a server; a fresh machine has none, and none is made for a look."""
    if settings.embedded and not Layout(settings.data_dir).cluster.is_dir():
        yield Finding("database", True, "none yet: `leadgen up` makes it")
        return
    try:
        server: AbstractContextManager[object] = (
            running(settings.data_dir) if settings.embedded else nullcontext()
        )
        with server:
            if settings.embedded:
                yield _programs(settings)
            yield from _inside(settings)
    except LeadgenError as error:
        yield Finding("database", False, error.detail, "Mend this first; the rest cannot be seen without it.")


def _programs(settings: Settings) -> Finding:
    here = [folder.name for folder in sorted(Layout(settings.data_dir).binaries.iterdir())]
    return Finding(
        "PostgreSQL programs", True, f"installed {source().version}; copies in use {', '.join(here)}"
    )


def _inside(settings: Settings) -> Iterator[Finding]:
    for role in LOGIN_ROLES:
        yield (entry := _role(settings, role))
        if not entry.ok:
            return
    with _connect(settings, Role.OWNER) as connection:
        facts = inspection.look(connection)
    yield _server_version(settings, facts)
    yield _schema(facts)
    if facts.schema is not None:
        yield _sealed(facts)
        yield _jobs(asyncio.run(_queue(settings)))
    if facts.schema == facts.code:
        yield from safekeeping.findings(settings)


def _role(settings: Settings, role: Role) -> Finding:
    fix = "Run `leadgen database prepare --admin-url …` with this secret key, or `leadgen up` when embedded."
    try:
        with _connect(settings, role) as connection:
            check_roles(connection)
    except psycopg.OperationalError as error:
        return Finding(f"role {role}", False, str(error).strip(), fix)
    except LeadgenError as error:
        return Finding(f"role {role}", False, error.detail, "Take the right away.")
    return Finding(f"role {role}", True, "enters; no superuser, no bypass")


def _server_version(settings: Settings, facts: inspection.Facts) -> Finding:
    installed = source().version
    stale = settings.embedded and not installed.startswith(facts.server_version.split()[0])
    fix = f"A server of an earlier release runs: stop every leadgen process once to start {installed}."
    return Finding("PostgreSQL server", not stale, facts.server_version, fix if stale else "")


def _schema(facts: inspection.Facts) -> Finding:
    same = facts.schema == facts.code
    fix = "" if same else "Run `leadgen database migrate`, or install the release the schema belongs to."
    return Finding("schema", same, f"database {facts.schema or 'empty'}, code {facts.code}", fix)


def _sealed(facts: inspection.Facts) -> Finding:
    fix = "Do not run with this: restore the policies of the schema." if facts.unsealed else ""
    return Finding("workspaces sealed", not fix, "; ".join(facts.unsealed) or "every tenant table", fix)


def _jobs(state: QueueState) -> Finding:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(state.by_status.items())) or "none"
    failed = f" (failed: {', '.join(state.failed_tasks)})" if state.failed_tasks else ""
    fix = f"{state.stalled} run on a dead worker: start `leadgen worker`." if state.stalled else ""
    return Finding("jobs", not fix, counts + failed, fix)


async def _queue(settings: Settings) -> QueueState:
    database = Database.open(settings)
    try:
        async with database.all_workspaces("doctor: state of the queue") as session:
            return await queue_state(session, PACE.stalled)
    finally:
        await database.close()


def _connect(settings: Settings, role: Role) -> psycopg.Connection:
    return psycopg.connect(
        address_of(settings).role_conninfo(role, settings.secret()), connect_timeout=10, autocommit=True
    )
