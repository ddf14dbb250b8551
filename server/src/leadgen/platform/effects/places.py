"""What one dispatcher has claimed, until the answers are written: who has places, whose lease ends when."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from leadgen.platform.effects.contracts import Claimed, EffectKind

# A lease is renewed in its last two thirds, so that a round that comes late is early enough.
_FRESH = 2 / 3


class Places:
    """An act takes a place from its claim to its answer; where nobody may repeat it, until that is written.

    So no more acts are unknown after a crash than their kind calls at once.
    """

    def __init__(self, kinds: Mapping[str, EffectKind]) -> None:
        self._kinds = kinds
        self._free = {name: asyncio.Semaphore(kind.at_once) for name, kind in kinds.items()}
        self._taken: defaultdict[str, Counter[UUID]] = defaultdict(Counter)
        self._calling: Counter[tuple[UUID, str]] = Counter()
        self._leases: dict[tuple[UUID, UUID], tuple[Claimed, datetime]] = {}

    def take(self, effects: Sequence[Claimed], at: datetime) -> None:
        """They were claimed at this moment."""
        for effect in effects:
            self._taken[effect.kind][effect.workspace_id] += 1
            self._calling[effect.workspace_id, effect.kind] += 1
            self._leases[effect.id, effect.lease_id] = effect, at + self._kinds[effect.kind].lease

    def free(self, kind: EffectKind) -> asyncio.Semaphore:
        """Held while a call goes on; what was claimed ahead waits for it."""
        return self._free[kind.name]

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
