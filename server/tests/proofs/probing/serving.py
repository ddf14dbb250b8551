"""The product over real HTTP in this process, so that a proof can put bugs into it."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.api.server import Server
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build

_PATIENCE_S = 30.0


@contextmanager
def serving(settings: Settings, bend: Callable[[FastAPI], None]) -> Iterator[str]:
    """The address of the API; `bend` sees the application before it starts."""
    # asyncio sends small packets at once only where the socket says that it is TCP: else 40 ms an answer.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        holder: list[Server] = []
        thread = threading.Thread(target=lambda: asyncio.run(_serve(settings, bend, listener, holder)))
        thread.start()
        try:
            _wait(holder, thread)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            for server in holder:
                server.should_exit = True
            thread.join(_PATIENCE_S)


async def _serve(
    settings: Settings, bend: Callable[[FastAPI], None], listener: socket.socket, holder: list[Server]
) -> None:
    database = Database.open(settings)
    try:
        app = create_app(build(), database, settings)
        bend(app)
        server = Server(app, settings)
        holder.append(server)
        await server.serve(sockets=[listener])
    finally:
        await database.close()


def _wait(holder: list[Server], thread: threading.Thread) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not (holder and holder[0].started):
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
