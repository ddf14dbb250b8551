"""What one dispatcher has claimed, until the answers are written: who has places, whose lease ends when."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from uuid import UUID

from leadgen.platform.effects.contracts import Claimed, EffectKind

# A lease is renewed in its last two thirds, so that a round that comes late is early enough.
_FRESH = 2 / 3


class _Free:
    """The places of one kind. One that comes free goes to the workspace that holds the fewest."""

    def __init__(self, places: int) -> None:
        self._left = places
        self._held: Counter[UUID] = Counter()
        self._waiting: defaultdict[UUID, deque[asyncio.Future[None]]] = defaultdict(deque)

    @asynccontextmanager
    async def one(self, workspace_id: UUID) -> AsyncIterator[None]:
        """Waits for a place; leaves it at the end."""
        if self._left:
            self._left -= 1
            self._held[workspace_id] += 1
        else:
            await self._given(workspace_id)
        try:
            yield
        finally:
            self._leave(workspace_id)

    async def _given(self, workspace_id: UUID) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting[workspace_id].append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                self._leave(workspace_id)
            raise

    def _leave(self, workspace_id: UUID) -> None:
        self._held[workspace_id] -= 1
        for workspace in sorted(self._waiting, key=self._held.__getitem__):
            while self._waiting[workspace]:
                place = self._waiting[workspace].popleft()
                if not place.cancelled():
                    self._held[workspace] += 1
                    place.set_result(None)
                    return
            del self._waiting[workspace]
        self._left += 1


class Places:
    """An act takes a place from its claim to its answer; where nobody may repeat it, until that is written.

    So no more acts are unknown after a crash than their kind calls at once.
    """

    def __init__(self, kinds: Mapping[str, EffectKind]) -> None:
        self._kinds = kinds
        self._free = {name: _Free(kind.at_once) for name, kind in kinds.items()}
        self._taken: defaultdict[str, Counter[UUID]] = defaultdict(Counter)
        self._calling: Counter[tuple[UUID, str]] = Counter()
        self._leases: dict[tuple[UUID, UUID], tuple[Claimed, datetime]] = {}

    def take(self, effects: Sequence[Claimed], at: datetime) -> None:
        """They were claimed at this moment."""
        for effect in effects:
            self._taken[effect.kind][effect.workspace_id] += 1
            self._calling[effect.workspace_id, effect.kind] += 1
            self._leases[effect.id, effect.lease_id] = effect, at + self._kinds[effect.kind].lease

    def place(self, effect: Claimed) -> AbstractAsyncContextManager[None]:
        """Held while a call goes on; what was claimed ahead waits for it."""
        return self._free[effect.kind].one(effect.workspace_id)

    def taken(self, kind: EffectKind) -> Counter[UUID]:
        """Places by workspace."""
        return self._taken[kind.name]

    def calling(self, workspace_id: UUID, kind: EffectKind) -> int:
        """Claimed and not answered yet."""
        return self._calling[workspace_id, kind.name]

    def answered(self, effect: Claimed) -> None:
        """The call is over."""
        self._calling[effect.workspace_id, effect.kind] -= 1
        if self._kinds[effect.kind].is_idempotent:
            self._taken[effect.kind][effect.workspace_id] -= 1

    def written(self, effects: Sequence[Claimed]) -> None:
        """Their answers are in the table, or never will be."""
        for effect in effects:
            del self._leases[effect.id, effect.lease_id]
            if not self._kinds[effect.kind].is_idempotent:
                self._taken[effect.kind][effect.workspace_id] -= 1

    def to_renew(self, at: datetime) -> Mapping[tuple[UUID, str], Sequence[Claimed]]:
        """Workspace and kind → acts whose leases are no longer fresh."""
        found: defaultdict[tuple[UUID, str], list[Claimed]] = defaultdict(list)
        for effect, until in self._leases.values():
            if until - at < self._kinds[effect.kind].lease * _FRESH:
                found[effect.workspace_id, effect.kind].append(effect)
        return found

    def renewed(self, effects: Sequence[Claimed], until: datetime) -> None:
        """Their leases last so long."""
        for effect in effects:
            if (effect.id, effect.lease_id) in self._leases:
                self._leases[effect.id, effect.lease_id] = effect, until
