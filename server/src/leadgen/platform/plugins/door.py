"""The door that an enricher is given: the guarded client, its errors as values."""

from collections.abc import Mapping

from leadgen.kernel.clock import now
from leadgen.platform.net import AddressForbidden, AnswerTooLarge, NameUnknown, NetError
from leadgen_sdk.door import HttpClient, HttpDoor
from leadgen_sdk.enriching import Enricher, TroubleKind

_KINDS: Mapping[type[Exception], TroubleKind] = {
    AddressForbidden: "refused",
    AnswerTooLarge: "invalid",
    NameUnknown: "invalid",
    NetError: "down",
}


def door(enricher: Enricher, client: HttpClient) -> HttpDoor:
    """To its own hosts only. The client follows no redirects, so that each of them is looked at."""
    return HttpDoor(client, enricher.hosts, _KINDS, now=now)
