"""What credits there are, what became of them, and how much may be spent."""

from fastapi import APIRouter

from leadgen.kernel.paging import InvalidCursor
from leadgen.platform.billing import contracts, room, schemas, service
from leadgen.platform.web import Access, Paged, WorkspaceTx, problems

router = APIRouter(tags=["Credits"])


@router.get("/credits", operation_id="get_credits")
async def get_credits(session: WorkspaceTx) -> schemas.Credits:
    """The credits of the workspace's account: left, reserved, spent, and how much may be.

    Amounts are in thousandths of a credit.
    """
    meter = await service.meter(session)
    return schemas.Credits(
        balance=meter.balance,
        reserved=meter.reserved,
        available=room.room(meter, 0),
        expiring=schemas.ExpiringCredits.model_validate(meter.expiring) if meter.expiring else None,
        workspace=schemas.Spending.model_validate(meter.workspace),
        account=schemas.Spending.model_validate(meter.account),
    )


@router.get("/credits/ledger", operation_id="list_ledger", responses=problems(InvalidCursor))
async def list_ledger(session: WorkspaceTx, paging: Paged) -> schemas.LedgerPage:
    """What became of the credits, newest first.

    The reserves, charges and returns of this workspace's runs, and the grants of the account. What other
    workspaces of the account did shows in the balance only.
    """
    page = await service.statement(session, paging)
    return schemas.LedgerPage(
        items=[schemas.LedgerEntry.model_validate(entry) for entry in page.items],
        next_cursor=page.next_cursor,
    )


@router.get("/credits/caps", operation_id="get_caps")
async def get_caps(session: WorkspaceTx) -> schemas.AllSpendingCaps:
    """How much may be spent by a run, in a day and in a month, here and by the whole account."""
    return _caps(await service.meter(session))


@router.put("/credits/caps", operation_id="set_caps")
async def set_caps(
    body: schemas.SpendingCaps, identity: Access, session: WorkspaceTx
) -> schemas.AllSpendingCaps:
    """Bound what this workspace may spend.

    Runs under way keep what is reserved for them; what waits for room looks again.
    """
    return _caps(await service.set_caps(session, _given(body), identity.actor))


@router.put("/credits/caps/account", operation_id="set_account_caps")
async def set_account_caps(
    body: schemas.SpendingCaps, identity: Access, session: WorkspaceTx
) -> schemas.AllSpendingCaps:
    """Bound what all workspaces of the account may spend together."""
    return _caps(await service.set_caps(session, _given(body), identity.actor, of_account=True))


def _given(caps: schemas.SpendingCaps) -> contracts.Caps:
    return contracts.Caps(caps.per_run, caps.per_day, caps.per_month)


def _caps(meter: contracts.Meter) -> schemas.AllSpendingCaps:
    return schemas.AllSpendingCaps(
        workspace=schemas.SpendingCaps.model_validate(meter.workspace.caps),
        account=schemas.SpendingCaps.model_validate(meter.account.caps),
    )
