"""The one door out of the server.

    net = Net(settings)
    async with net.client(most_bytes=1_000_000) as client:
        answer = await client.post(url, content=body)

Every name is resolved here, every address it has is checked, and the connection goes to a checked address, so
that no URL a person types reaches the server's own network. `LEADGEN_OUTBOUND_ALLOW` names the exceptions.
What goes wrong is a `NetError`.
"""

import httpx

from leadgen.platform.net.client import Client
from leadgen.platform.net.errors import (
    AddressForbidden,
    AnswerTooLarge,
    NameUnknown,
    NetError,
    NetFailed,
    NetTimeout,
)
from leadgen.platform.net.names import Told
from leadgen.platform.net.service import Net
from leadgen.platform.net.urls import check_url

# What a client answers with, so that nobody else needs to name the library.
Answer = httpx.Response

__all__ = [
    "AddressForbidden",
    "Answer",
    "AnswerTooLarge",
    "Client",
    "NameUnknown",
    "Net",
    "NetError",
    "NetFailed",
    "NetTimeout",
    "Told",
    "check_url",
]
