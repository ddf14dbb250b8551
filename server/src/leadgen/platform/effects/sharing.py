"""How many acts each lane may claim, so that nobody waits behind another's pile: pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from leadgen.platform.effects.repository import Lane


def shares(
    due: Sequence[Lane], *, at_once: int, most: int, batch: int, in_call: Mapping[UUID, int]
) -> list[tuple[Lane, int]]:
    """What to claim from each due lane of one kind: the workspace with the fewest calls under way first.

    Workspaces share the free places evenly, and within each its lanes. While others may come, one workspace
    never holds more than `most` of all places, so a new one always finds some.
    """
    lanes: dict[UUID, list[Lane]] = defaultdict(list)
    for lane in sorted(due, key=lambda lane: lane.due_at):
        lanes[lane.workspace_id].append(lane)
    free = at_once - sum(in_call.values())
    fair = min(max(1, most), -(-at_once // max(1, len(lanes))))
    room = {workspace: fair - in_call.get(workspace, 0) for workspace in lanes}
    wanting = [workspace for workspace in lanes if room[workspace] > 0]
    order = sorted(wanting, key=lambda workspace: (-room[workspace], lanes[workspace][0].due_at))
    given: list[tuple[Lane, int]] = []
    for position, workspace in enumerate(order):
        share = min(room[workspace], -(-free // (len(order) - position)))
        for number, lane in enumerate(lanes[workspace]):
            places = min(-(-share // (len(lanes[workspace]) - number)), batch)
            if places > 0:
                given.append((lane, places))
                share -= places
                free -= places
    return given
