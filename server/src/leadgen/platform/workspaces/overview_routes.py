"""What a person sees and makes across their workspaces. A session opens these, an API key does not."""

from fastapi import APIRouter

from leadgen.platform.auth.errors import SignInRequired
from leadgen.platform.auth.roles import Role
from leadgen.platform.web import Db, problems
from leadgen.platform.web.person import Here, Person
from leadgen.platform.workspaces import adding, overview, schemas
from leadgen.platform.workspaces.adding import AccountNotFound, OwnsNothing
from leadgen.platform.workspaces.overview import AccountFigures, WorkspaceFigures
from leadgen.platform.workspaces.service import WorkspaceExists

router = APIRouter(tags=["Workspace"])


@router.get("/overview", operation_id="get_overview", responses=problems(SignInRequired))
async def get_overview(person: Person, database: Db) -> schemas.Overview:
    """Your workspaces by account, with what is in each and what runs there.

    Counts are exact up to 10,000 and estimates beyond. Only workspaces you are a member of.
    """
    return schemas.Overview(accounts=[_account(one) for one in await overview.read(database, person.user_id)])


@router.post(
    "/workspaces",
    operation_id="create_workspace",
    status_code=201,
    responses=problems(SignInRequired, AccountNotFound, OwnsNothing, WorkspaceExists),
)
async def create_workspace(
    body: schemas.WorkspaceRequest, person: Person, here: Here, database: Db
) -> schemas.Workspace:
    """Add a workspace, with you as its owner, to an account in which you own one already.

    Its address comes from the name; nothing of the other workspaces is to be seen in it.
    """
    made = await adding.add(
        database, person, here, name=body.name.strip(), country=body.country, account_id=body.account_id
    )
    return schemas.Workspace(
        id=made.id,
        slug=made.slug,
        name=made.name,
        country=made.country,
        verify_imports=made.verify_imports,
        role=Role.OWNER,
        disarmed=None,
    )


def _account(account: AccountFigures) -> schemas.AccountOverview:
    return schemas.AccountOverview(
        id=account.id,
        name=account.name,
        can_add=account.can_add,
        workspaces=[_workspace(one) for one in account.workspaces],
    )


def _workspace(one: WorkspaceFigures) -> schemas.WorkspaceOverview:
    return schemas.WorkspaceOverview(
        id=one.id,
        slug=one.slug,
        name=one.name,
        role=one.role,
        contacts=schemas.Count.model_validate(one.records.contacts),
        companies=schemas.Count.model_validate(one.records.companies),
        members=one.members,
        imports_running=one.imports_running,
        last_operation_at=one.records.last_operation_at,
    )
