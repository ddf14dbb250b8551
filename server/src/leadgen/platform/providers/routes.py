"""To a provider and back, by the browser's own address bar."""

from typing import Annotated
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from leadgen.config import Settings
from leadgen.kernel.clock import now
from leadgen.platform.providers import attempts, service, vouching
from leadgen.platform.providers.configured import provider_of
from leadgen.platform.providers.contracts import Provider, Returned
from leadgen.platform.providers.errors import ProviderNotFound, SignInRefused
from leadgen.platform.web.access import Credential
from leadgen.platform.web.cookies import is_https, set_session
from leadgen.platform.web.person import Here
from leadgen.platform.web.problem import Responses, problems
from leadgen.platform.web.state import WebState

router = APIRouter(tags=["Access"])

ATTEMPT_COOKIE = "leadgen_sign_in"
_COOKIE_PATH = "/api/v1/sign-in"
log = structlog.get_logger()

Key = Annotated[
    str,
    Path(alias="provider", description="A key of `get_sign_in_options`.", max_length=20, examples=["google"]),
]
Word = Annotated[str, Query(max_length=4000)]


def _goes_to(where: str) -> Responses:
    place = {"description": where, "schema": {"type": "string"}, "example": "/"}
    return {303: {"description": "The browser is sent on.", "headers": {"Location": place}}}


@router.get(
    "/sign-in/{provider}",
    operation_id="start_provider_sign_in",
    status_code=303,
    response_class=RedirectResponse,
    responses=_goes_to("The provider's own page.") | problems(ProviderNotFound),
)
async def start_provider_sign_in(key: Key, request: Request) -> Response:
    """Go to a provider and sign in there.

    For a browser's address bar, not for programs. Where the provider does not answer, the browser goes
    back to `/sign-in?problem=provider_failed`.
    """
    state = WebState.of(request)
    provider = provider_of(state.settings, key)
    attempt = attempts.begin(provider, _redirect_uri(request, state.settings, provider), now())
    try:
        answer = _to(await vouching.send(state.providers, provider, attempt))
    except SignInRefused as refused:
        return _back(provider, refused)
    answer.set_cookie(
        ATTEMPT_COOKIE,
        attempts.sealed(state.settings, attempt),
        max_age=int(attempts.ATTEMPT_AGE.total_seconds()),
        path=_COOKIE_PATH,
        httponly=True,
        samesite="lax",  # strict would not come along when the provider sends the browser back
        secure=is_https(state.settings),
    )
    return answer


@router.get(
    "/sign-in/{provider}/callback",
    operation_id="finish_provider_sign_in",
    status_code=303,
    response_class=RedirectResponse,
    responses=_goes_to("`/`, or `/sign-in?problem=…` with the reason.") | problems(ProviderNotFound),
)
async def finish_provider_sign_in(
    key: Key,
    request: Request,
    credential: Credential,
    here: Here,
    state: Word = "",
    code: Word = "",
    error: Word = "",
    iss: Word = "",
) -> Response:
    """Come back from a provider, signed in.

    For the provider's redirect. A person who belongs here, or whose confirmed e-mail was invited, gets the
    session cookie and goes to `/`; anybody else goes to `/sign-in?problem=…`, one of `cancelled`,
    `unknown_person`, `email_not_verified`, `second_factor_required`, `link_expired` and `provider_failed`.
    """
    web = WebState.of(request)
    provider = provider_of(web.settings, key)
    try:
        attempt = attempts.opened(web.settings, request.cookies.get(ATTEMPT_COOKIE))
        attempts.check(attempt, provider, returned := Returned(state, code, error, iss), now())
        await service.spend(web.database, attempt)
        vouched = await vouching.receive(web.providers, provider, attempt, returned)
        begun = await service.enter(web.database, provider, vouched, here, replaces=credential.session_token)
    except SignInRefused as refused:
        return _back(provider, refused)
    answer = _to("/")
    answer.delete_cookie(ATTEMPT_COOKIE, path=_COOKIE_PATH)
    set_session(answer, begun.token, web.settings)
    return answer


def _redirect_uri(request: Request, settings: Settings, provider: Provider) -> str:
    """As it is registered with the provider: below the address that people use."""
    home = settings.public_url or str(request.base_url)
    return f"{home.rstrip('/')}{_COOKIE_PATH}/{provider.key}/callback"


def _back(provider: Provider, refused: SignInRefused) -> Response:
    log.warning("provider.sign_in_refused", provider=provider.key, why=refused.refusal, reason=refused.detail)
    answer = _to("/sign-in?" + urlencode({"problem": refused.refusal}))
    answer.delete_cookie(ATTEMPT_COOKIE, path=_COOKIE_PATH)
    return answer


def _to(place: str) -> Response:
    return RedirectResponse(place, status_code=303, headers={"Referrer-Policy": "no-referrer"})
