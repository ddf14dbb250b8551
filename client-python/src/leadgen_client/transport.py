"""One request, and the problem where it was not carried out."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import httpx

Content = bytes | Iterable[bytes]


class LeadgenProblem(Exception):
    """The API refused: decide by `code`, show `detail`; `body` holds every member of the answer."""

    def __init__(self, status: int, body: Mapping[str, Any], retry_after_s: int | None) -> None:
        self.status = status
        self.code = str(body.get("code", f"http_{status}"))
        self.detail = str(body.get("detail", "The answer is not one of the API."))
        self.retryable = bool(body.get("retryable", status >= 500))
        self.retry_after_s = retry_after_s
        self.body = dict(body)
        super().__init__(f"{self.code}: {self.detail}")


class Transport:
    """Sends with the key; `client` is httpx's own where a caller brings one."""

    def __init__(self, address: str, api_key: str, *, client: httpx.Client | None = None) -> None:
        self._client = client or httpx.Client(timeout=60)
        self._base = address.rstrip("/")
        self._headers = {"Authorization": f"Bearer {api_key}"}

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        within: Mapping[str, object],
        query: Mapping[str, object],
        headers: Mapping[str, str | None],
        body: object = None,
        content: Content | None = None,
    ) -> httpx.Response:
        """Raises LeadgenProblem. Parameters that are None are left out."""
        address = path.format(**{name: quote(str(value), safe="") for name, value in within.items()})
        more: dict[str, Any] = {}
        if body is not None:
            more["json"] = body
        if content is not None:
            more["content"] = content
        answer = self._client.request(
            method,
            self._base + address,
            params={name: _said(value) for name, value in query.items() if value is not None},
            headers=self._headers | {name: value for name, value in headers.items() if value is not None},
            **more,
        )
        if not answer.is_success:
            raise _problem(answer)
        return answer


def _said(value: object) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _problem(answer: httpx.Response) -> LeadgenProblem:
    wait = answer.headers.get("retry-after", "")
    try:
        body = answer.json()
    except ValueError:
        body = {}
    found = body if isinstance(body, dict) else {}
    return LeadgenProblem(answer.status_code, found, int(wait) if wait.isdecimal() else None)
