"""What an event says."""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

Topic = Literal["import", "operation", "access", "enrichment", "credits"]
TOPICS: frozenset[str] = frozenset(get_args(Topic))

CHANNEL = "leadgen_event"


@dataclass(frozen=True)
class Event:
    """Something of this topic changed; `seq` grows within a workspace in the order of commits."""

    seq: int
    topic: str
    ref_id: UUID

    def notification(self, workspace_id: UUID) -> str:
        """The payload of NOTIFY."""
        return f"{workspace_id} {self.seq} {self.topic} {self.ref_id}"


def parse_notification(payload: str) -> tuple[UUID, Event]:
    """The workspace and its event, from a payload of ours."""
    workspace_id, seq, topic, ref_id = payload.split(" ")
    return UUID(workspace_id), Event(int(seq), topic, UUID(ref_id))
