"""What goes wrong on a page without being seen: console errors, refused content, broken answers."""

from playwright.sync_api import ConsoleMessage, Error, Page, Response

# Chromium reports every refused request as an error, and who is not signed in is refused.
_REFUSED = "Failed to load resource: the server responded with a status of "
_SIGN_IN_FIRST = frozenset({401})


class Watch:
    """Collects what a page should never say; a journey ends with none.

    `refused` are answers that belong to the journey, where an address ends with `refused_at`.
    """

    def __init__(
        self, page: Page, *, signed_in: bool, refused: frozenset[int] = frozenset(), refused_at: str = ""
    ) -> None:
        self.problems: list[str] = []
        self._refused = tuple(f"{_REFUSED}{status}" for status in refused)
        self._refused_at = refused_at
        self._expected = () if signed_in else tuple(f"{_REFUSED}{status}" for status in _SIGN_IN_FIRST)
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        expected = self._expected + (self._refused if url.endswith(self._refused_at) else ())
        if message.type == "error" and not message.text.startswith(expected):
            self.problems.append(f"console: {message.text} ({url})")

    def _error(self, error: Error) -> None:
        self.problems.append(f"uncaught: {error}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")
