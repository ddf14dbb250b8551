"""`leadgen up`: everything, with one command.

Only light imports here: the web process takes seconds to load on a small machine, so it is started
first, and this process loads the rest meanwhile.
"""

import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from leadgen.cli.children import Child, end_all, stop_on_signals, supervise
from leadgen.cli.listening import address_of_socket, listen_somewhere
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.postgres.server import running

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
@with_settings
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the dashboard; 0 takes a free one.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def up(settings: Settings, port: int | None, no_open: bool) -> None:
    """Start database, web server and worker, and keep them running until Ctrl-C."""
    stop = stop_on_signals(_STOPPING)
    sock = listen_somewhere(settings, port)
    # Links that are mailed or shown name the port that was taken, not the one that was wished for.
    port_taken = str(sock.getsockname()[1])
    environment = {"LEADGEN_DATA_DIR": str(settings.data_dir), "LEADGEN_PORT": port_taken}
    children: list[Child] = []
    with _server(settings):
        try:
            web = Child("web", ["--socket-fd", str(sock.fileno())], environment, keep=[sock.fileno()])
            children.append(web)
            welcome = import_module("leadgen.cli.welcome")
            if web.wait_ready(stop):
                children.append(Child("worker", [], environment))
                address = address_of_socket(sock)
                _say(address, welcome.link(settings, address), no_open=no_open)
            supervise(children, stop)
        finally:
            end_all(children)


@contextmanager
def _server(settings: Settings) -> Iterator[None]:
    """The embedded server outlives its children here; they prepare and migrate it."""
    if not settings.embedded:
        yield
        return
    with running(settings.data_dir):
        yield


def _say(address: str, welcome: str | None, *, no_open: bool) -> None:
    """Where it is, and how to become its owner; scripts wait for these lines."""
    click.echo(f"ready {address}")
    if welcome is not None:
        click.echo(f"welcome {welcome}")
    sys.stdout.flush()
    if not no_open and _has_screen():
        threading.Thread(target=webbrowser.open, args=(welcome or address,), daemon=True).start()


def _has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
