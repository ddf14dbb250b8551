"""From a person's click to the provider's word on who they are."""

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.providers import attempts
from leadgen.platform.providers.asking import Asking, Tokens
from leadgen.platform.providers.contracts import Attempt, Provider, Returned, Vouched
from leadgen.platform.providers.errors import failed
from leadgen.platform.providers.id_tokens import Claims, KeyUnknown, check_claims, claims_of

SCOPE = "openid email profile"


async def send(asking: Asking, provider: Provider, attempt: Attempt) -> str:
    """The provider's page for this attempt. Raises SignInRefused."""
    address = (await asking.addresses(provider)).authorization
    uri: str = prepare_grant_uri(
        address,
        provider.client_id,
        "code",
        redirect_uri=attempt.redirect_uri,
        scope=SCOPE,
        state=attempt.state,
        nonce=attempt.nonce,
        code_challenge=create_s256_code_challenge(attempt.verifier),
        code_challenge_method="S256",
    )
    return uri


async def receive(asking: Asking, provider: Provider, attempt: Attempt, returned: Returned) -> Vouched:
    """Who came back. Raises SignInRefused."""
    attempts.check(attempt, provider, returned, now())
    if (await asking.addresses(provider)).names_itself and not returned.issuer:
        raise failed("the answer does not name its issuer, which this provider always does")
    tokens = await asking.tokens(provider, attempt, returned.code)
    claims = await _claims(asking, provider, attempt, tokens)
    subject = claims["sub"]
    assert isinstance(subject, str)
    email, name = _text(claims.get("email")), _text(claims.get("name"))
    return Vouched(provider.issuer, subject, email, claims.get("email_verified") is True, name)


async def _claims(asking: Asking, provider: Provider, attempt: Attempt, tokens: Tokens) -> Claims:
    """Of the ID token; the e-mail of the userinfo where a provider keeps its tokens thin."""
    try:
        header, claims = claims_of(tokens.id_token, await asking.keys(provider))
    except KeyUnknown:
        header, claims = await _with_newer_keys(asking, provider, tokens)
    check_claims(header, claims, provider, attempt, tokens.access_token, now())
    if "email" in claims:
        return claims
    more = await asking.userinfo(provider, tokens.access_token)
    if more and more.get("sub") != claims["sub"]:
        raise failed("the userinfo is about somebody else")
    return {**more, **claims}


async def _with_newer_keys(asking: Asking, provider: Provider, tokens: Tokens) -> tuple[Claims, Claims]:
    try:
        return claims_of(tokens.id_token, await asking.newer_keys(provider))
    except KeyUnknown as error:
        raise failed("the ID token is signed by a key that the provider does not show") from error


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
