"""Keys that follow from a workspace's lists, made anew by the lists of now. No value changes.

The rows and the identities of the kind are locked by the caller. What is right already is not written, so it
may be done twice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.normalise import keys, own_words
from leadgen.records.normalise.own_words import OwnWords
from leadgen.records.normalise.values import Value
from leadgen.records.projection import derived, strong_keys
from leadgen.records.repository.rows import run, scalars, typed


@dataclass(frozen=True)
class _Keyed:
    """A living record's keys, with what those among them follow from that the lists decide on."""

    id: UUID
    keys: list[str]
    name_key: str | None
    values: dict[str, object]

    @property
    def told(self) -> Mapping[str, Value]:
        return cast(Mapping[str, Value], {key: one for key, one in self.values.items() if one is not None})


async def rewrite(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID], words: OwnWords) -> int:
    """Of how many of these records any key became another one. A key that another record has stays theirs."""
    gone: list[tuple[UUID, str]] = []
    fresh: list[tuple[UUID, str]] = []
    names: list[tuple[UUID, str | None]] = []
    found = await typed(session, _Keyed, _CONTACTS if kind == "contact" else _COMPANIES, ids=list(ids))
    with own_words.using(words):
        for one in found:
            gone += [(one.id, key) for key in one.keys if not keys.stands(key)]
            fresh += [(one.id, key) for key in sorted(strong_keys(kind, one.told).difference(one.keys))]
            if kind == "company":
                name = derived(kind, one.told)["company_name_key"]
                names += [(one.id, name)] if name != one.name_key else []
    touched = {record_id for record_id, _ in [*gone, *names]}
    await _free(session, kind, gone)
    touched.update(await _take(session, kind, fresh))
    await _rename(session, names)
    return len(touched)


_KEYS = """LEFT JOIN LATERAL (SELECT array_agg(k.key) AS keys FROM record_key k
  WHERE k.workspace_id = %(ws)s AND k.record_id = r.id OFFSET 0) AS held ON true"""
_CONTACTS = f"""
SELECT r.id, coalesce(held.keys, '{{}}') AS keys, NULL AS name_key,
  jsonb_build_object('email', r.email, 'email_other', further.emails) AS values
FROM contact r {_KEYS}
LEFT JOIN LATERAL (SELECT jsonb_agg(p.value) AS emails FROM contact_point p
  WHERE p.workspace_id = %(ws)s AND p.contact_id = r.id AND p.kind = 'email' AND NOT p.is_primary
  OFFSET 0) AS further ON true
WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL ORDER BY r.id
"""
_COMPANIES = f"""
SELECT r.id, coalesce(held.keys, '{{}}') AS keys, r.company_name_key AS name_key,
  jsonb_build_object('company_name', r.company_name, 'company_domain', r.company_domain,
    'company_website', r.company_website) AS values
FROM company r {_KEYS}
WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s) AND r.deleted_at IS NULL ORDER BY r.id
"""


async def _free(session: WorkspaceSession, kind: RecordKind, gone: Sequence[tuple[UUID, str]]) -> None:
    if gone:
        await run(
            session,
            """DELETE FROM record_key k USING unnest(%(ids)s::uuid[], %(keys)s::text[]) AS gone (id, key)
               WHERE k.workspace_id = %(ws)s AND k.kind = %(kind)s AND k.key = gone.key
                 AND k.record_id = gone.id""",
            kind=kind,
            ids=[record_id for record_id, _ in gone],
            keys=[key for _, key in gone],
        )


async def _take(session: WorkspaceSession, kind: RecordKind, fresh: Sequence[tuple[UUID, str]]) -> list[UUID]:
    """Those that got what they lacked."""
    if not fresh:
        return []
    return await scalars(
        session,
        UUID,
        """INSERT INTO record_key (workspace_id, kind, key, record_id)
           SELECT %(ws)s, %(kind)s, key, id FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS fresh (id, key)
           ON CONFLICT DO NOTHING RETURNING record_id""",
        kind=kind,
        ids=[record_id for record_id, _ in fresh],
        keys=[key for _, key in fresh],
    )


async def _rename(session: WorkspaceSession, names: Sequence[tuple[UUID, str | None]]) -> None:
    if names:
        await run(
            session,
            """UPDATE company r SET company_name_key = fresh.name
               FROM unnest(%(ids)s::uuid[], %(names)s::text[]) AS fresh (id, name)
               CROSS JOIN LATERAL (SELECT c.ctid AS place FROM company c
                 WHERE c.workspace_id = %(ws)s AND c.id = fresh.id OFFSET 0) AS held
               WHERE r.ctid = held.place""",
            ids=[record_id for record_id, _ in names],
            names=[name for _, name in names],
        )
