"""R21: duplicates stay out under concurrency, and no write is lost.

64 writers bring overlapping lines at once. A line names a person by some of the person's identities and
brings a phone number that no other line has; one in fifty bridges two persons. At the end the contacts are
the connected components of the lines that were taken, a line that was called ambiguous names two contacts
or more, and every number is where its line's identities are.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import cast
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.records import service as records
from leadgen.records.contracts import Patch
from leadgen.records.field import RecordKind
from leadgen.records.repository import writing
from tests.factories.tenancy import make_person, make_workspace
from tests.proofs.components import Components
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size

WRITERS = {"tiny": 8, "ci": 64, "full": 64}
WRITES = {"tiny": 60, "ci": 500, "full": 10_000}
PERSONS = {"tiny": 40, "ci": 4_000, "full": 40_000}
CHUNK = 100
PROCESSES = 4
MATCH = ("email", "linkedin", "external")

# With the lock gone too, two writers each find a key free: the classic select-then-insert.
PLANTED_BUG = "ALTER TABLE record_key DROP CONSTRAINT record_key_pkey"


@dataclass(frozen=True)
class Write:
    """One line: what it says, and the number that only it brings."""

    keys: tuple[str, ...]
    values: dict[str, object]
    phone: str


@dataclass(frozen=True)
class Verdict:
    """What became of a line."""

    keys: tuple[str, ...]
    phone: str
    outcome: str


@dataclass(frozen=True)
class Job:
    """The share of one process."""

    settings: Settings
    workspace_id: UUID
    size: Size
    seed: int
    planted: bool
    writers: tuple[int, ...]


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        if planted:
            _plant(there)
        workspace_id = asyncio.run(_workspace(there.settings))
        verdicts, errors = _write_all(there.settings, workspace_id, size, seed, planted)
        return _judge(_contacts(there), verdicts, errors)


def _plant(there: Ground) -> None:
    with there.server.connect(there.address.database) as administrator:
        administrator.execute(PLANTED_BUG)


async def _workspace(settings: Settings) -> UUID:
    database = Database.open(settings)
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    made = await make_workspace(database, slug="alice", owner=people[0], bob=people[1], charlie=people[2])
    await database.close()
    return made.id


def _write_all(
    settings: Settings, workspace_id: UUID, size: Size, seed: int, planted: bool
) -> tuple[list[Verdict], list[str]]:
    shares = [tuple(range(first, WRITERS[size], PROCESSES)) for first in range(PROCESSES)]
    jobs = [Job(settings, workspace_id, size, seed, planted, share) for share in shares]
    verdicts: list[Verdict] = []
    errors: list[str] = []
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for said, failed in pool.map(_share, jobs):
            verdicts += said
            errors += failed
    return verdicts, errors


def _share(job: Job) -> tuple[list[Verdict], list[str]]:
    if job.planted:
        writing.lock_keys = _no_lock
    return asyncio.run(_share_async(job))


async def _no_lock(session: WorkspaceSession, *kinds: RecordKind) -> None:
    """What the planted bug does instead of holding the identities."""


async def _share_async(job: Job) -> tuple[list[Verdict], list[str]]:
    database = Database.open(job.settings)
    try:
        done = await asyncio.gather(
            *(_writer(database, job, writer) for writer in job.writers), return_exceptions=True
        )
    finally:
        await database.close()
    errors = [repr(result) for result in done if isinstance(result, BaseException)]
    return [verdict for result in done if isinstance(result, list) for verdict in result], errors


async def _writer(database: Database, job: Job, writer: int) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for chunk in _chunks(_writes(job.size, job.seed, writer)):
        async with database.workspace(job.workspace_id) as session:
            verdicts += await _write_chunk(session, chunk)
    return verdicts


def _writes(size: Size, seed: int, writer: int) -> Iterator[Write]:
    """The lines of one writer, the same for a seed."""
    dice = random.Random(f"{seed}.{writer}")
    for number in range(WRITES[size]):
        person = dice.randrange(PERSONS[size])
        email = f"person{person}@people.example"
        values: dict[str, object] = {"last_name": f"Person {person}", "email": email}
        keys = [f"email:{email}"]
        if dice.random() < 0.4:
            values["linkedin_url"] = f"https://www.linkedin.com/in/person-{person}"
            keys.append(f"linkedin:person-{person}")
        if dice.random() < 0.02:
            other = f"person{dice.randrange(PERSONS[size])}@people.example"
            values["email_other"] = [other]
            keys.append(f"email:{other}")
        phone = f"+420{600_000_000 + writer * 1_000_000 + number}"
        values["phone_other"] = [phone]
        yield Write(tuple(keys), values, phone)


def _chunks(writes: Iterator[Write]) -> Iterator[list[Write]]:
    """A line that bridges two persons shares nothing with its chunk, so that a chunk's groups are persons."""
    chunk: list[Write] = []
    named: set[str] = set()
    bridged: set[str] = set()
    for write in writes:
        is_bridge = "email_other" in write.values
        if len(chunk) == CHUNK or not (named if is_bridge else bridged).isdisjoint(write.keys):
            yield chunk
            chunk, named, bridged = [], set(), set()
        chunk.append(write)
        named.update(write.keys)
        if is_bridge:
            bridged.update(write.keys)
    if chunk:
        yield chunk


async def _write_chunk(session: WorkspaceSession, chunk: Sequence[Write]) -> list[Verdict]:
    """As an import does it: place the lines, then bring what is new to the records that were there."""
    actor = Actor("system", None, "proof")
    operation = await records.open_operation(
        session, kind="import", actor=actor, source="proof", summary="proof"
    )
    await records.prepare_incoming(session)
    await _fill(session, chunk)
    await records.place_contacts(session, operation, MATCH)
    placed = (
        await session.execute(text("SELECT line_no, outcome, record_id FROM placed ORDER BY line_no"))
    ).all()
    matched = [row.record_id for row in placed if row.outcome in ("update", "duplicate")]
    held = await records.current_values(session, "contact", matched)
    wishes: dict[UUID, list[str]] = {}
    for row in placed:
        if row.outcome in ("update", "duplicate"):
            known = cast(list[str], held[row.record_id].get("phone_other", []))
            present = wishes.setdefault(row.record_id, list(known))
            present.append(chunk[row.line_no].phone)
    patches = [Patch(record_id, {"phone_other": phones}) for record_id, phones in wishes.items()]
    await records.write(session, operation, "contact", patches)
    await records.finish_operation(session, operation, state="done", counts={})
    return [Verdict(chunk[row.line_no].keys, chunk[row.line_no].phone, row.outcome) for row in placed]


async def _fill(session: WorkspaceSession, chunk: Sequence[Write]) -> None:
    """Lines of one chunk that share an identity carry one record id, as ingest's plan gives them."""
    groups = Components[str]()
    for write in chunk:
        groups.unite(write.keys)
    ids: dict[str, UUID] = {}
    driver = await session.driver()
    async with driver.cursor() as cursor:
        for line_no, write in enumerate(chunk):
            prepared = records.prepare("contact", write.values)  # type: ignore[arg-type]  # made of texts and lists
            record_id = ids.setdefault(groups.find(write.keys[0]), uuid7())
            await cursor.execute(
                'INSERT INTO incoming (line_no, record_id, "values", keys, company_keys)'
                " VALUES (%s, %s, %s, %s, '{}')",
                [line_no, record_id, Jsonb(prepared.values), prepared.keys],
            )


@dataclass(frozen=True)
class Contacts:
    """What is in the base at the end."""

    total: int
    of_key: dict[str, set[UUID]]
    phones: dict[UUID, set[str]]


def _contacts(there: Ground) -> Contacts:
    with there.server.connect(there.address.database) as administrator:
        living = {row[0] for row in administrator.execute("SELECT id FROM contact WHERE deleted_at IS NULL")}
        of_key: dict[str, set[UUID]] = {}
        for key, record_id in administrator.execute("SELECT key, record_id FROM record_key"):
            of_key.setdefault(key, set()).add(record_id)
        phones: dict[UUID, set[str]] = {}
        for contact_id, value in administrator.execute(
            "SELECT contact_id, value FROM contact_point WHERE kind = 'phone'"
        ):
            phones.setdefault(contact_id, set()).add(value)
    return Contacts(len(living), of_key, phones)


def _judge(contacts: Contacts, verdicts: Sequence[Verdict], errors: Sequence[str]) -> Outcome:
    taken = [verdict for verdict in verdicts if verdict.outcome != "ambiguous"]
    components = Components[str]()
    for verdict in taken:
        components.unite(verdict.keys)
    spread = [verdict for verdict in taken if len(_holders(contacts, verdict)) != 1]
    lost = [verdict for verdict in taken if not _has_phone(contacts, verdict)]
    unclear = [
        verdict
        for verdict in verdicts
        if verdict.outcome == "ambiguous" and len(_holders(contacts, verdict)) < 2
    ]
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    counts = {
        "writes": len(verdicts),
        **{outcome: outcomes[outcome] for outcome in ("create", "update", "duplicate", "ambiguous")},
        "contacts": contacts.total,
        "components": components.count(),
        "lines_on_two_contacts": len(spread),
        "lost_updates": len(lost),
        "ambiguous_without_reason": len(unclear),
        "errors": len(errors),
    }
    sound = contacts.total == components.count() and not (spread or lost or unclear or errors)
    return Outcome(counts, sound and bool(taken))


def _holders(contacts: Contacts, verdict: Verdict) -> set[UUID]:
    return set().union(*(contacts.of_key.get(key, set()) for key in verdict.keys))


def _has_phone(contacts: Contacts, verdict: Verdict) -> bool:
    return any(verdict.phone in contacts.phones.get(holder, set()) for holder in _holders(contacts, verdict))
