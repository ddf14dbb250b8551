"""The session cookie: unreadable for scripts, not sent along by other sites' posts."""

from datetime import timedelta

from starlette.responses import Response

from leadgen.config import Settings
from leadgen.platform.auth.sessions import SESSION_AGE

SESSION_COOKIE = "leadgen_session"
# Says only that this browser has signed in before, and as whom; it opens nothing.
BROWSER_COOKIE = "leadgen_browser"
_SIGN_IN_PATH = "/api/v1/session"
_BROWSER_AGE = timedelta(days=365)


def set_session(response: Response, token: str, settings: Settings) -> None:
    """Secure only where people come by https: on plain loopback a browser would drop it."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_AGE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_https(settings),
    )


def set_browser(response: Response, word: str, settings: Settings) -> None:
    """Make the browser one that its person has used; it goes to the sign-in only."""
    response.set_cookie(
        BROWSER_COOKIE,
        word,
        max_age=int(_BROWSER_AGE.total_seconds()),
        path=_SIGN_IN_PATH,
        httponly=True,
        samesite="lax",
        secure=is_https(settings),
    )


def clear_session(response: Response, settings: Settings) -> None:
    """Make the browser forget it."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=is_https(settings))


def is_https(settings: Settings) -> bool:
    """Whether people come by https."""
    return (settings.public_url or "").lower().startswith("https://")
