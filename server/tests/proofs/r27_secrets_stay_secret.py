"""R27: secrets stay secret.

A secret is planted wherever the product takes or makes one: the installation's key and the passwords derived
from it, the passwords of people, database, mail server and provider, sessions, one-time links, API keys, keys
of providers that enrich, webhook secrets, second factors, recovery codes. Then every operation is asked for,
well and badly, jobs and effects run, the mail server refuses the login, the database throws everybody out,
code breaks. No secret may stand in any answer but the one that shows it, in the log, in a table (the job
queue's included), in a backup, in what `doctor` says, or in the files of the dashboard. In the end the key is
changed, and all still opens.
"""

import asyncio
import sys
from base64 import b32decode
from collections import Counter
from collections.abc import Awaitable
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import httpx
import structlog
from pydantic import SecretStr

from leadgen.api.app import create_app, describe
from leadgen.cli import doctor, logs, safekeeping
from leadgen.cli.finding import Finding
from leadgen.config import Settings, load_settings
from leadgen.db.address import address_of
from leadgen.db.engine import Database
from leadgen.db.roles import LOGIN_ROLES, password
from leadgen.db.startup import ready
from leadgen.kernel.clock import now
from leadgen.pipeline.assembly import Product, build
from leadgen.platform.accounts.service import init_workspace
from leadgen.platform.auth import totp
from leadgen.platform.backup.service import take
from leadgen.platform.effects.dispatcher import run_dispatcher
from leadgen.platform.jobs.worker import run_worker
from leadgen.platform.secrets.rotation import rotate, survey
from leadgen.platform.workspaces import service as workspaces
from tests.factories.mail import PASSWORD, QUICK, USER, Mailbox, mail_server, sending, until
from tests.factories.outside import outside, says
from tests.factories.queue import QUICK as QUICK_JOBS
from tests.factories.server import SECRET
from tests.factories.web import client
from tests.proofs.canaries.looking import Lookout, in_backup, in_folder, in_tables
from tests.proofs.canaries.walk import Walk
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size

TRIES = {"tiny": 1, "ci": 2, "full": 20}
OWN = {"sec-fetch-site": "same-origin"}
DASHBOARD = Path(__file__).parents[3] / "web" / "dist"
PLACES = ("answers", "log", "tables", "backup", "doctor", "dashboard", "unopened")
GUESTS = ("bob@people.example", "cy@people.example")
MAIL_PASSWORD = "canary-mail-Zq81"
FRESH_KEY = "canary-next-key-of-the-installation-0002"

log = structlog.get_logger()


@dataclass
class Scene:
    """What the secrets were planted in, and what was heard of them."""

    there: Ground
    settings: Settings
    lookout: Lookout
    walk: Walk
    heard: StringIO
    mailbox: Mailbox


def main(size: Size, seed: int, planted: bool) -> Outcome:
    heard = StringIO()
    with ground(alone=True) as there:
        try:
            with redirect_stderr(heard):
                logs.configure()
                scene = asyncio.run(_prove(there, heard, size, seed))
                if planted:
                    _leak(scene)
                counts, told = _look_everywhere(scene)
        except BaseException:
            sys.stderr.write(heard.getvalue())  # what went wrong stands there
            raise
        finally:
            logs.configure()
    for place, found in told.items():
        for sentence, number in found.items():
            log.warning("secret.found", place=place, what=sentence, times=number)
    return Outcome(counts, all(counts[place] == 0 for place in PLACES) and counts["secrets"] >= 12)


async def _prove(there: Ground, heard: StringIO, size: Size, seed: int) -> Scene:
    lookout = Lookout()
    async with mail_server(with_login=True) as mailbox, outside(says(status=500)) as receiver:
        settings = _with_secrets(there.settings, lookout, mailbox.port, receiver.port)
        scene = Scene(there, settings, lookout, Walk(lookout, seed), heard, mailbox)
        with ready(settings):
            database = Database.open(settings)
            try:
                await _act(scene, database, receiver.url("/hook"), TRIES[size])
            finally:
                await database.close()
    return scene


def _with_secrets(settings: Settings, lookout: Lookout, mail_port: int, port: int) -> Settings:
    lookout.plant("the installation's key", SECRET)
    for role in LOGIN_ROLES:
        lookout.plant(f"the password of {role}", password(SECRET.encode(), role))
    mail_word = lookout.plant("the mail password", MAIL_PASSWORD)
    given = {
        "smtp_url": f"smtp://mailer:{mail_word}@127.0.0.1:{mail_port}",
        "mail_from": "Leadgen <leads@example.com>",
        "outbound_allow": f"127.0.0.1:{mail_port},127.0.0.1:{port}",
        "public_url": "http://leadgen.test",
        "oidc_issuer": "https://id.example.com",
        "oidc_client_id": "leadgen",
        "oidc_client_secret": lookout.plant("provider's client secret", "canary-oidc-Zq82"),
        "google_client_id": "leadgen",
        "google_client_secret": lookout.plant("Google's client secret", "canary-google-Zq83"),
        "old_secret_keys": lookout.plant("an old key", "canary-old-key-of-the-installation-0001"),
    }
    return load_settings({**settings.model_dump(exclude_unset=True), **given})


async def _act(scene: Scene, database: Database, hook: str, tries: int) -> None:
    """Secrets are made, everything is asked for while work is done, and things break."""
    product = build()
    app = create_app(product, database, scene.settings)
    owner, key = await _make(scene, database, client(app, OWN), hook)
    callers = {"owner": owner, "key": client(app, key), "nobody": client(app, OWN)}
    async with asyncio.TaskGroup() as work:
        stop = asyncio.Event()
        work.create_task(run_dispatcher(product.effects, database, scene.settings, stop, QUICK))
        work.create_task(run_worker(product.jobs, database, scene.settings, stop, QUICK_JOBS))
        await _break(scene, product, callers)
        document = describe(product).openapi()
        await scene.walk.everything(document, callers, tries)
        await _break(scene, product, callers)
        await asyncio.sleep(1)
        stop.set()


async def _make(
    scene: Scene, database: Database, browser: httpx.AsyncClient, hook: str
) -> tuple[httpx.AsyncClient, dict[str, str]]:
    """The owner's browser, and the header of a key; what is shown once is planted from its answer."""
    plant, base = scene.lookout.plant, "/api/v1/workspaces/acme"
    word = plant("a person's password", "canary-password-Zq84")
    made = await init_workspace(database, "ada@firm.example", "acme", word)
    plant("the first API key", made.api_key)
    given = {"email": "ada@firm.example", "password": word}
    await _ok(browser.post("/api/v1/session", json=given))
    plant("a session", browser.cookies["leadgen_session"])
    wrong = {**given, "password": plant("a wrong password", "canary-mistyped-Zq85")}
    scene.walk.look("sign_in", await browser.post("/api/v1/session", json=wrong))
    named = {"name": "n", "scopes": ["records:read", "imports:read", "audit:read"], "expires_in_days": None}
    shown = await _ok(browser.post(f"{base}/api-keys", json=named, headers={"idempotency-key": "once"}))
    key = plant("an API key", shown["secret"])
    event = {"url": hook, "events": ["test.ping", "contact.created"]}
    shown = await _ok(browser.post(f"{base}/webhooks", json=event))
    plant("a webhook secret", shown["secret"])
    await _ok(browser.post(f"{base}/webhooks/{shown['webhook']['id']}/test"))
    shown = await _ok(browser.post(f"{base}/webhooks/{shown['webhook']['id']}/secret"))
    plant("the next webhook secret", shown["secret"])
    setup = await _ok(browser.post("/api/v1/me/totp", json={"password": word}))
    plant("a second factor", setup["secret"].replace(" ", ""))
    code = _code(setup["secret"])
    for number, each in enumerate((await _ok(browser.put("/api/v1/me/totp", json={"code": code})))["codes"]):
        plant(f"recovery code {number}", each)
    told = {"active": True, "settings": {}, "secret": plant("a provider's key", "canary-provider-Zq86")}
    await _ok(browser.put(f"{base}/plugins/perplexity", json=told))
    await _mail_links(scene, database, browser)
    await _ok(browser.post(f"{base}/imports?filename=a.csv", content=b"E-mail\na@people.example\n"))
    return browser, {"authorization": f"Bearer {key}"}


async def _mail_links(scene: Scene, database: Database, browser: httpx.AsyncClient) -> None:
    """Invitations and a reset, while the mail server lets the product in: their links hold secrets, too."""
    base, owner = "/api/v1/workspaces/acme", "ada@firm.example"
    for guest in GUESTS:
        shown = await _ok(browser.post(f"{base}/invitations", json={"email": guest, "role": "viewer"}))
    await _ok(browser.post("/api/v1/password-reset", json={"email": owner}))
    place = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:{scene.mailbox.port}"
    heard = scene.settings.model_copy(update={"smtp_url": SecretStr(f"smtp://{place}")})
    async with sending(database, heard):
        await until(lambda: _have_come(scene.mailbox, len(GUESTS) + 1))
    for to in (*GUESTS, owner):
        scene.lookout.plant(f"the mailed link of {to}", scene.mailbox.token(to))
    link = await _ok(browser.post(f"{base}/invitations/{shown['invitation']['id']}/link"))
    scene.lookout.plant("a link that is shown", link["url"].partition("#")[2])
    await _ok(browser.post("/api/v1/password-reset", json={"email": owner}))  # this one is refused


async def _have_come(mailbox: Mailbox, letters: int) -> bool:
    return len(mailbox.letters) >= letters


def _code(secret: str) -> str:
    return totp.code_at(b32decode(secret.replace(" ", "")), int(now().timestamp()) // 30)


async def _ok(answer: Awaitable[httpx.Response]) -> dict[str, Any]:
    found = (await answer).raise_for_status()
    shown: dict[str, Any] = found.json() if found.content else {}
    return shown


async def _break(scene: Scene, product: Product, callers: dict[str, httpx.AsyncClient]) -> None:
    """The database throws everybody out in the middle, and code breaks with a secret in its hands."""
    with scene.there.server.connect() as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [address_of(scene.settings).database],
        )
    for caller in callers.values():
        scene.walk.look("get_workspace", await caller.get("/api/v1/workspaces/acme"))
    sound = workspaces.read

    async def broken(session: object) -> object:
        password = scene.settings.smtp_url
        raise RuntimeError(f"broken with {password} in reach")

    workspaces.read = broken  # type: ignore[assignment]  # the fault
    try:
        scene.walk.look("get_workspace", await callers["owner"].get("/api/v1/workspaces/acme"))
    finally:
        workspaces.read = sound


def _leak(scene: Scene) -> None:
    """The bugs: a secret that was not sealed, and a line of the log that says one."""
    with scene.there.server.connect(address_of(scene.settings).database) as administrator:
        administrator.execute("UPDATE webhook SET description = %s", [MAIL_PASSWORD])
    log.info("planted", password=MAIL_PASSWORD)


def _look_everywhere(scene: Scene) -> tuple[dict[str, int], dict[str, Counter[str]]]:
    lookout, settings = scene.lookout, scene.settings
    told: dict[str, Counter[str]] = {"answers": scene.walk.hits}
    with scene.there.server.connect(address_of(settings).database) as administrator:
        told["tables"] = in_tables(administrator, lookout)
    with TemporaryDirectory() as folder:
        take(settings, Path(folder) / "backup.zip", now(), lambda _: None)
        told["backup"] = in_backup(Path(folder) / "backup.zip", lookout)
    lines = [f"{one.name} {one.detail} {one.fix}" for one in _doctor(settings)]
    told["doctor"] = Counter(lookout.hits("\n".join(lines).encode()))
    files, told["dashboard"] = in_folder(DASHBOARD, lookout)
    told["log"] = Counter(lookout.hits(scene.heard.getvalue().encode()))
    counts = {place: sum(found.values()) for place, found in told.items()}
    counts["unopened"] = _change_key(settings)
    counts |= {"secrets": len(lookout), "lines_of_log": scene.heard.getvalue().count("\n")}
    return {**counts, "dashboard_files": files, **scene.walk.answers}, told


def _doctor(settings: Settings) -> list[Finding]:
    return [*doctor._settings(settings), *doctor._inside(settings), *safekeeping.findings(settings)]


def _change_key(settings: Settings) -> int:
    """How many sealed values the next key does not open."""
    given = {"secret_key": FRESH_KEY, "old_secret_keys": SECRET}
    after = load_settings({**settings.model_dump(exclude_unset=True), **given})
    sealed = build().sealed
    before = survey(settings, sealed)
    rotate(after, sealed)
    alone = load_settings({**settings.model_dump(exclude_unset=True), "secret_key": FRESH_KEY})
    left = survey(alone, sealed)
    return before.current - left.current + left.unknown
