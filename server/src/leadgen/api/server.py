"""The application under uvicorn."""

import socket

import uvicorn
from fastapi import FastAPI

from leadgen.config import Settings
from leadgen.platform.web.state import WebState

_STOP_WITHIN_S = 5


class Server(uvicorn.Server):
    """Ends the event streams first when it stops: they would otherwise keep it waiting."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        state = app.state.web
        assert isinstance(state, WebState)
        self._hub = state.hub
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            # Only a proxy that the operator told of may say on whose behalf it asks.
            proxy_headers=settings.public_url is not None,
            timeout_graceful_shutdown=_STOP_WITHIN_S,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)
