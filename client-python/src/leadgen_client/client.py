"""What a program holds."""

from collections.abc import Callable, Iterator
from typing import Any, Self

import httpx

from leadgen_client.generated.operations import Operations
from leadgen_client.transport import Transport


class Leadgen(Operations):
    """The API at an address, with a key of one workspace. Close it, or use it in a `with`."""

    def __init__(self, address: str, api_key: str, *, client: httpx.Client | None = None) -> None:
        super().__init__(Transport(address, api_key, client=client))

    def pages(self, operation: Callable[..., Any], **arguments: Any) -> Iterator[Any]:
        """The items of a list, page after page: `pages(leadgen.list_contacts, slug="acme")`."""
        cursor: str | None = None
        while True:
            page = operation(**arguments, cursor=cursor)
            yield from page["items"]
            cursor = page.get("next_cursor")
            if cursor is None:
                return

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
