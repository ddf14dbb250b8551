"""The child's end of the wire to `leadgen up`: says when it is ready, and leaves when `up` is gone."""

import os
import signal
import socket
import threading

import click

supervisor_option = click.option("--supervisor-fd", type=int, hidden=True, help="Given by `leadgen up`.")


class Supervised:
    """One end of a socket pair, inherited at start; without one, nothing is said."""

    def __init__(self, descriptor: int | None) -> None:
        self._wire = socket.socket(fileno=descriptor) if descriptor is not None else None
        if self._wire is not None:
            self._wire.set_inheritable(False)
            threading.Thread(target=self._watch, args=(self._wire,), name="supervisor", daemon=True).start()

    def say_ready(self) -> bool:
        """This process does its work now; False where nobody listens."""
        if self._wire is None:
            return False
        self._wire.sendall(b"r")
        return True

    def _watch(self, wire: socket.socket) -> None:
        """The wire closes with `up`, even when it was killed: then end, rather than run on unseen."""
        try:
            while wire.recv(1):
                pass
        except ConnectionResetError:
            pass  # closed with our word unread
        os.kill(os.getpid(), signal.SIGTERM)
