"""`leadgen credits`: granting them, and how an account stands."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import click

from leadgen.cli.files import OPERATOR, told, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.billing import service
from leadgen.platform.billing.contracts import CREDIT, Caps, Meter, Use, in_credits

_WORKSPACE = click.option("--workspace", "slug", required=True, help="One of the account's workspaces.")
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")


class _Credits(click.ParamType[int]):
    """A number of credits, as thousandths."""

    name = "credits"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            amount = Decimal(str(value)) * CREDIT
        except ArithmeticError:
            self.fail(f"{value} is no number.", param, ctx)
        if not amount.is_finite() or amount != int(amount):
            self.fail(f"{value} is no number with at most three decimals.", param, ctx)
        return int(amount)


@click.group("credits")
def credits_() -> None:
    """The credits of accounts."""


@credits_.command("grant")
@with_settings
@click.argument("amount", type=_Credits(), metavar="CREDITS")
@_WORKSPACE
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), help="The first day (UTC) they are gone; default: never."
)
@click.option(
    "--note", default="", help="What the statement says beside it, such as the number of an invoice."
)
@_AS_JSON
def grant(
    settings: Settings, amount: int, slug: str, expires: datetime | None, note: str, as_json: bool
) -> None:
    """Give CREDITS to the account of a workspace. Runs that stopped for want of credits go on."""

    async def act(database: Database, workspace_id: UUID) -> Meter:
        at = expires.replace(tzinfo=UTC) if expires is not None else None
        return await service.grant(database, workspace_id, amount, OPERATOR, note=note, expires_at=at)

    _run(settings, slug, as_json, act)


@credits_.command("show")
@with_settings
@_WORKSPACE
@_AS_JSON
def show(settings: Settings, slug: str, as_json: bool) -> None:
    """How the account of a workspace stands."""

    async def act(database: Database, workspace_id: UUID) -> Meter:
        async with database.workspace(workspace_id) as session:
            return await service.meter(session)

    _run(settings, slug, as_json, act)


def _run(
    settings: Settings, slug: str, as_json: bool, act: Callable[[Database, UUID], Awaitable[Meter]]
) -> None:
    async def run() -> Meter:
        build()
        database = Database.open(settings)
        try:
            return await act(database, await workspace_id_of(database, slug))
        finally:
            await database.close()

    with told(as_json), ready(settings):
        meter = asyncio.run(run())
        click.echo(json.dumps(_as_json(meter)) if as_json else _as_text(meter))


def _as_json(meter: Meter) -> dict[str, JSON]:
    """In thousandths of a credit, as the API has it."""
    return {
        "balance": meter.balance,
        "reserved": meter.reserved,
        "workspace": _use(meter.workspace),
        "account": _use(meter.account),
    }


def _use(use: Use) -> dict[str, JSON]:
    return {
        "reserved": use.reserved,
        "spent_today": use.spent_today,
        "spent_month": use.spent_month,
        "caps": {"per_run": use.caps.per_run, "per_day": use.caps.per_day, "per_month": use.caps.per_month},
    }


def _as_text(meter: Meter) -> str:
    lines = [f"{in_credits(meter.balance)} credits left, {in_credits(meter.reserved)} reserved"]
    if meter.expiring is not None:
        lines.append(f"{in_credits(meter.expiring.amount)} of them go on {meter.expiring.at:%Y-%m-%d}")
    for name, use in (("workspace", meter.workspace), ("account", meter.account)):
        spent = f"{in_credits(use.spent_today)} spent today, {in_credits(use.spent_month)} this month"
        lines.append(f"{name}: {spent}; caps: {_caps(use.caps)}")
    return "\n".join(lines)


def _caps(caps: Caps) -> str:
    named = (("a run", caps.per_run), ("a day", caps.per_day), ("a month", caps.per_month))
    return ", ".join(f"{in_credits(cap)} {name}" for name, cap in named if cap is not None) or "none"
