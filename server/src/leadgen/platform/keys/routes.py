"""API keys, and the table of who may do what."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from leadgen.kernel.clock import now
from leadgen.platform.auth.roles import Role
from leadgen.platform.keys import schemas, service, words
from leadgen.platform.keys.contracts import ApiKey
from leadgen.platform.keys.service import ApiKeyNotFound, ScopeTooWide, TooManyKeys
from leadgen.platform.web import Access, Once, WebState, WorkspaceTx, problems

router = APIRouter(tags=["API keys"])


@router.get("/api-keys", operation_id="list_api_keys")
async def list_api_keys(_: Access, session: WorkspaceTx) -> schemas.ApiKeyList:
    """The API keys of this workspace, without the keys themselves."""
    return schemas.ApiKeyList(items=[_wire(key) for key in await service.listed(session)])


@router.post(
    "/api-keys",
    operation_id="create_api_key",
    status_code=201,
    response_model=schemas.CreatedApiKey,
    responses=problems(ScopeTooWide, TooManyKeys),
)
async def create_api_key(
    body: schemas.ApiKeyRequest, request: Request, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Make a key for a program.

    It opens this workspace only, and of it what its scopes say, which is no more than your own role. It ends
    when you revoke it, at its expiry, or with your membership. The answer shows it this once.
    """
    rules = WebState.of(request).rules
    lifetime = None if body.expires_in_days is None else timedelta(days=body.expires_in_days)
    wanted = service.NewKey(body.name.strip(), frozenset(body.scopes), lifetime)

    async def act() -> schemas.CreatedApiKey:
        made = await service.make(session, identity, rules, wanted)
        return schemas.CreatedApiKey(api_key=_wire(made.api_key), secret=made.secret)

    return await once(act)


@router.delete(
    "/api-keys/{id}", operation_id="revoke_api_key", status_code=204, responses=problems(ApiKeyNotFound)
)
async def revoke_api_key(id: UUID, identity: Access, session: WorkspaceTx) -> None:
    """End a key at once. It stays in the list, with its last use."""
    await service.revoke(session, identity, id)


@router.get("/permissions", operation_id="get_permissions", tags=["Members"])
async def get_permissions(request: Request, _: Access) -> schemas.Permissions:
    """What each role may do, and which scope opens what to an API key."""
    rules, labels = WebState.of(request).rules, _labels(request)
    return schemas.Permissions(
        roles=[
            schemas.RoleWords(key=role, label=label, description=description)
            for role, (label, description) in words.ROLES.items()
        ],
        scopes=[schemas.ScopeWords(key=scope, label=label) for scope, label in words.SCOPES.items()],
        operations=[
            schemas.Permission(
                id=name, label=labels[name], scope=rule.scope, roles=[r for r in Role if r in rule.roles]
            )
            for name, rule in rules.items()
        ],
    )


def _labels(request: Request) -> dict[str, str]:
    """The summaries of the API's document, which is made once."""
    paths = request.app.openapi()["paths"]
    return {told["operationId"]: told["summary"] for methods in paths.values() for told in methods.values()}


def _wire(key: ApiKey) -> schemas.ApiKey:
    return schemas.ApiKey(
        id=key.id,
        name=key.name,
        hint=key.hint,
        scopes=list(key.scopes),
        created_by_name=key.created_by_name,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        state=key.state(now()),
    )
