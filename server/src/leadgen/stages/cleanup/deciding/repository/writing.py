"""SQL that writes what a scan found over what was found before, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import encode
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed
from leadgen.stages.cleanup.deciding.contracts import FoundCluster


@dataclass(frozen=True)
class _Known:
    id: UUID
    fingerprint: str


async def write(
    session: WorkspaceSession,
    kind: RecordKind,
    found: Sequence[FoundCluster],
    touched: Collection[UUID] | None,
    *,
    looked_at: datetime,
    at: datetime,
) -> None:
    """A cluster of the same records stays what it was, a skipped one too; others that wait make room.

    `touched`: the clusters that were looked at anew, None: all there were at `looked_at`. What of them is not
    found again is gone.
    """
    await _bring(session, kind, found)
    parts = {
        "kind": kind,
        "at": at,
        "looked": looked_at,
        "whole": touched is None,
        "touched": list(touched or ()),
    }
    for statement in (_GONE, _REVISE, _PLACE, _ADD, _ADD_MEMBERS):
        await run(session, statement, **parts)


async def _bring(session: WorkspaceSession, kind: RecordKind, found: Sequence[FoundCluster]) -> None:
    """Into tables of this transaction: what is copied in goes through no policy."""
    known = await typed(
        session,
        _Known,
        """SELECT id, fingerprint FROM duplicate_cluster
           WHERE workspace_id = %(ws)s AND kind = %(kind)s AND state IN ('open', 'skipped', 'merged')
           ORDER BY state = 'merged' DESC""",
        kind=kind,
    )
    ids = {one.fingerprint: one.id for one in known}
    named = [(ids.get(fingerprint(one)) or uuid7(), one) for one in found]
    driver = await session.driver()
    await driver.execute(_TABLES)
    async with driver.cursor() as cursor, cursor.copy("COPY found_cluster FROM STDIN") as copy:
        for cluster_id, one in named:
            sums = (one.bits, one.sure_bits, one.expected_false, encode(one.pairs).decode())
            await copy.write_row((cluster_id, fingerprint(one), _seen(one), len(one.members), *sums))
    async with driver.cursor() as cursor, cursor.copy("COPY found_member FROM STDIN") as copy:
        for cluster_id, one in named:
            for place, (record_id, seen) in enumerate(one.members):
                await copy.write_row((cluster_id, record_id, place, seen))
    await driver.execute("ANALYZE found_cluster; ANALYZE found_member")


def fingerprint(found: FoundCluster) -> str:
    """Which records they are, in any order."""
    return _short(b"".join(sorted(record_id.bytes for record_id, _ in found.members)))


def _seen(found: FoundCluster) -> str:
    """What was compared of them."""
    return _short(" ".join(str(digest) for _, digest in sorted(found.members)).encode())


def _short(spelt: bytes) -> str:
    return blake2b(spelt, digest_size=16).hexdigest()


_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS found_cluster (id uuid, fingerprint text, seen text, size bigint, bits bigint,
  sure_bits bigint, expected_false double precision, pairs jsonb) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS found_member (cluster_id uuid, record_id uuid, place bigint, seen bigint)
  ON COMMIT DROP;
TRUNCATE found_cluster, found_member
"""
_GONE = """
DELETE FROM duplicate_cluster c
WHERE c.workspace_id = %(ws)s AND c.kind = %(kind)s AND c.state IN ('open', 'skipped')
  AND NOT EXISTS (SELECT FROM found_cluster f WHERE f.id = c.id)
  AND ((%(whole)s AND c.revised_at < %(looked)s) OR c.id = ANY(%(touched)s::uuid[]) OR c.id IN (
    SELECT m.cluster_id FROM found_member f
    JOIN duplicate_member m ON m.workspace_id = %(ws)s AND m.record_id = f.record_id))
"""
# What was merged and is found again was taken apart. A preview is about the values it was made of.
_REVISE = """
UPDATE duplicate_cluster c SET bits = f.bits, sure_bits = f.sure_bits, expected_false = f.expected_false,
  pairs = f.pairs, found_at = %(at)s, seen = f.seen,
  state = CASE c.state WHEN 'merged' THEN 'open' ELSE c.state END,
  revised_at = CASE WHEN c.seen = f.seen AND c.state <> 'merged' THEN c.revised_at ELSE %(at)s END
FROM found_cluster f WHERE c.workspace_id = %(ws)s AND c.id = f.id
"""
_PLACE = """
UPDATE duplicate_member m SET place = f.place, seen = f.seen FROM found_member f
WHERE m.workspace_id = %(ws)s AND m.cluster_id = f.cluster_id AND m.record_id = f.record_id
  AND (m.place, m.seen) IS DISTINCT FROM (f.place, f.seen)
"""
_ADD = """
INSERT INTO duplicate_cluster (workspace_id, id, kind, state, size, fingerprint, seen, bits, sure_bits,
  expected_false, pairs, found_at, revised_at)
SELECT %(ws)s, f.id, %(kind)s, 'open', f.size, f.fingerprint, f.seen, f.bits, f.sure_bits, f.expected_false,
  f.pairs, %(at)s, %(at)s
FROM found_cluster f ON CONFLICT DO NOTHING
"""
_ADD_MEMBERS = """
INSERT INTO duplicate_member (workspace_id, cluster_id, record_id, place, seen)
SELECT %(ws)s, f.cluster_id, f.record_id, f.place, f.seen FROM found_member f ON CONFLICT DO NOTHING
"""


async def settled_since(session: WorkspaceSession, kind: RecordKind, since: datetime) -> set[UUID]:
    """The records of clusters that somebody decided on, or that came back, since then."""
    query = """SELECT m.record_id FROM duplicate_cluster c
               JOIN duplicate_member m ON m.workspace_id = c.workspace_id AND m.cluster_id = c.id
               WHERE c.workspace_id = %(ws)s AND c.kind = %(kind)s AND c.revised_at >= %(since)s"""
    return set(await scalars(session, UUID, query, kind=kind, since=since))
