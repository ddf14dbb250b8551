"""`leadgen web`: the web server alone."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.api.server import Server
from leadgen.cli.child import Supervised, supervisor_option
from leadgen.cli.listening import address_of_socket, listen
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.pipeline.assembly import build


@click.command()
@with_settings
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--socket-fd", type=int, hidden=True, help="A listening socket, given by `leadgen up`.")
@supervisor_option
def web(settings: Settings, port: int | None, socket_fd: int | None, supervisor_fd: int | None) -> None:
    """Run the web server alone; more of them may share one database."""
    sock = socket.socket(fileno=socket_fd) if socket_fd is not None else listen(settings, port)
    supervised = Supervised(supervisor_fd)
    with ready(settings):
        asyncio.run(_serve(settings, sock, supervised))


async def _serve(settings: Settings, sock: socket.socket, supervised: Supervised) -> None:
    database = Database.open(settings)
    app = create_app(build(), database, settings)
    try:
        await _Server(app, settings, supervised).serve(sockets=[sock])
    finally:
        await database.close()


class _Server(Server):
    """Says when it answers, and leaves it to us what follows after a signal."""

    def __init__(self, app: FastAPI, settings: Settings, supervised: Supervised) -> None:
        super().__init__(app, settings)
        self._supervised = supervised

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The library's own sends the signal once more at the end, which would kill us on the way out."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        assert sockets is not None
        if self.started and not self._supervised.say_ready():
            click.echo(f"listening {address_of_socket(sockets[0])}", err=True)
