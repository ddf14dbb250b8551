"""What goes wrong on a page without being seen: console errors, refused content, broken answers."""

from playwright.sync_api import ConsoleMessage, Error, Page, Response

# Chromium reports every refused request as an error, and who is not signed in is refused.
_SIGN_IN_FIRST = "Failed to load resource: the server responded with a status of 401"


class Watch:
    """Collects what a page should never say; a journey ends with none."""

    def __init__(self, page: Page, *, signed_in: bool) -> None:
        self.problems: list[str] = []
        self._signed_in = signed_in
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        is_expected = not self._signed_in and message.text.startswith(_SIGN_IN_FIRST)
        if message.type == "error" and not is_expected:
            self.problems.append(f"console: {message.text} ({message.location['url']})")

    def _error(self, error: Error) -> None:
        self.problems.append(f"uncaught: {error}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")
