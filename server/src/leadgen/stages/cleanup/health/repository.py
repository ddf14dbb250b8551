"""SQL of data health: what each named finding asks of a record, and many filters counted in one pass."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache

import phonenumbers
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.filters.tree import Bind
from leadgen.records.normalise.mail_hosts import FREE_MAIL, ROLE_MAILBOXES, SHARED_SITES
from leadgen.records.normalise.words import words
from leadgen.records.repository import faceting, grid
from leadgen.records.repository.faceting import Listed
from leadgen.records.repository.one_pass import Each
from leadgen.records.repository.rows import run, scalars

_Build = Callable[[Composable, Bind], Composable]

# Forms that are no part of anybody's name, as they end one in small letters without accents.
_FORMS = words(
    "gmbh ggmbh mbh ohg gbr ltd ltd. limited llc llp plc inc inc. corp corp. bvba sro s.r.o. a.s. s.p.a. "
    "s.r.l. srl sarl eurl o.o. d.o.o. kft kft. zrt zrt. oy oyj aps"
)


def found(kind: RecordKind, alias: str, operand: object, bind: Bind) -> Composable:
    """The condition of a finding of this name."""
    return _FINDINGS[str(operand)](Identifier(alias), bind)


def _email_elsewhere(r: Composable, bind: Bind) -> Composable:
    """At a domain that is neither the company's nor below it, and no provider's."""
    return SQL(
        "({host} <> ALL({free}) AND EXISTS (SELECT FROM company e WHERE e.workspace_id = %(ws)s"
        " AND e.id = {r}.company_id AND e.deleted_at IS NULL AND {host} <> e.company_domain"
        " AND right({host}, length(e.company_domain) + 1) <> '.' || e.company_domain))"
    ).format(
        host=SQL("split_part({}.email, '@', -1)").format(r), free=_here("free_mail", FREE_MAIL, bind), r=r
    )


def _firm_as_name(r: Composable, bind: Bind) -> Composable:
    return SQL(
        "({r}.full_name_key = ANY({roles}) OR strpos({r}.full_name_key, '@') > 0"
        " OR strpos({r}.full_name_key, 'www.') > 0 OR split_part({r}.full_name_key, ' ', -1) = ANY({forms}))"
    ).format(r=r, roles=_here("role_mailbox", ROLE_MAILBOXES, bind), forms=bind(sorted(_FORMS), "text[]"))


def _initial(column: str) -> _Build:
    """One letter, with or without a dot; of scripts in which that is a whole name (from U+2E80 on) none."""

    def build(r: Composable, bind: Bind) -> Composable:
        return SQL("(length(rtrim({c}, '.')) = 1 AND {c} COLLATE \"C\" < {first})").format(
            c=SQL("{}.{}").format(r, Identifier(column)), first=bind("\u2e80", "text")
        )

    return build


def _phone_elsewhere(phone: str, country: str) -> _Build:
    """Its country code is not that of the country."""

    def build(r: Composable, bind: Bind) -> Composable:
        return SQL(
            "({r}.{phone} IS NOT NULL AND NOT starts_with({r}.{phone}, {codes} ->> {r}.{country}))"
        ).format(
            r=r, phone=Identifier(phone), country=Identifier(country), codes=bind(_calling_codes(), "jsonb")
        )

    return build


@cache
def _calling_codes() -> str:
    codes = {one: phonenumbers.country_code_for_region(one) for one in phonenumbers.SUPPORTED_REGIONS}
    return json.dumps({region: f"+{code}" for region, code in sorted(codes.items())})


def _provider_domain(r: Composable, bind: Bind) -> Composable:
    return SQL("({r}.company_domain = ANY({free}) OR {r}.company_domain = ANY({sites}))").format(
        r=r, free=_here("free_mail", FREE_MAIL, bind), sites=bind(sorted(SHARED_SITES), "text[]")
    )


def _here(vocabulary: str, listed: Collection[str], bind: Bind) -> Composed:
    """The list as it holds in this workspace; asked once for all records."""
    return SQL(
        """ARRAY(SELECT one FROM unnest({listed}) AS one WHERE one NOT IN (
             SELECT w.word FROM vocabulary_word w
             WHERE w.workspace_id = %(ws)s AND w.vocabulary = {name} AND w.meaning IS NULL)
           UNION ALL SELECT w.word FROM vocabulary_word w
             WHERE w.workspace_id = %(ws)s AND w.vocabulary = {name} AND w.meaning IS NOT NULL)"""
    ).format(listed=bind(sorted(listed), "text[]"), name=Literal(vocabulary))


_FINDINGS: Mapping[str, _Build] = {
    "email_elsewhere": _email_elsewhere,
    "firm_as_name": _firm_as_name,
    "first_name_initial": _initial("first_name"),
    "last_name_initial": _initial("last_name"),
    "phone_mobile_elsewhere": _phone_elsewhere("phone_mobile", "country"),
    "phone_work_elsewhere": _phone_elsewhere("phone_work", "country"),
    "phone_company_elsewhere": _phone_elsewhere("phone_company", "company_country"),
    "provider_domain": _provider_domain,
}


async def believed(session: WorkspaceSession, kind: RecordKind) -> int:
    """How many records the planner believes there are."""
    return await faceting.believed(session, Listed(kind, None, None))


async def table_rows(session: WorkspaceSession, kind: RecordKind) -> int:
    """About how many records of this kind all workspaces have together."""
    return await faceting.table_rows(session, kind)


async def counted(
    session: WorkspaceSession,
    kind: RecordKind,
    each: Each,
    groups: Sequence[Sequence[int]],
    *,
    percent: float | None,
    within_ms: int,
) -> Sequence[int] | None:
    """How many records there are, then how many match any of the filters of each group, all in one pass.

    With `percent` of a sample of the table's pages. None where it takes too long.
    """
    query = _query(kind, each, groups, percent)

    async def act() -> Sequence[int]:
        # Compiling a hundred conditions to machine code takes longer than asking them.
        await run(session, "SET LOCAL jit TO off")
        return (await scalars(session, list, query, **each.params))[0]

    return await grid.in_time(session, within_ms, act)


def _query(kind: RecordKind, each: Each, groups: Sequence[Sequence[int]], percent: float | None) -> Composed:
    """Each filter is asked once of a record (OFFSET 0 keeps it so), however many numbers it is part of."""
    sample = SQL("") if percent is None else SQL(" TABLESAMPLE SYSTEM ({})").format(Literal(percent))
    names = [SQL(f"q{place}") for place in range(len(each.conditions))]
    asked = [SQL("{} AS {}").format(one, name) for one, name in zip(each.conditions, names, strict=True)]
    counts = [
        SQL("count(*) FILTER (WHERE {})").format(SQL(" OR ").join([names[place] for place in group]))
        for group in groups
    ]
    return SQL("SELECT ARRAY[{}] FROM (SELECT {} FROM {} r{}{} WHERE {} OFFSET 0) AS seen").format(
        SQL(", ").join([SQL("count(*)"), *counts]),
        SQL(", ").join(asked),
        Identifier(kind),
        sample,
        each.joins,
        grid.alive(kind, None, None),
    )
