"""Which operation a request is for, found among the few whose addresses are alike.

The framework tries the pattern of one operation after the other, and anew for every router that includes
another: some two hundred patterns for each request.
"""

from collections import defaultdict

from fastapi import APIRouter
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

_Key = tuple[int, str]
# /api/v1/me/… and /api/v1/workspaces/{slug}/contacts/…
_OUTSIDE, _IN_WORKSPACES = 3, 5


class Finder:
    """In a router's place: the same operation of a request; where there is none, the router says so."""

    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self._near: defaultdict[_Key, list[RouteContext]] = defaultdict(list)
        for context in iter_route_contexts(router.routes):
            if isinstance(context.original_route, APIRoute) and context.path is not None:
                self._near[_key(context.path)].append(context)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.found(scope) if scope["type"] == "http" else None
        if found is None:
            await self._router.app(scope, receive, send)
            return
        context, matched = found
        scope.update(matched, route=context.original_route, router=self._router)
        await context.app(scope, receive, send)

    def found(self, scope: Scope) -> tuple[RouteContext, Scope] | None:
        """The operation with what its address holds; None where the address or the method is nobody's."""
        for context in self._near.get(_key(scope["path"]), ()):
            match, matched = context.matches(scope)
            if match is Match.FULL:
                return context, matched
        return None


def _key(path: str) -> _Key:
    """How many parts an address has, and the word in it that every operation there names."""
    parts = path.split("/")
    place = _IN_WORKSPACES if parts[_OUTSIDE : _OUTSIDE + 1] == ["workspaces"] else _OUTSIDE
    return len(parts), parts[place] if len(parts) > place else ""
