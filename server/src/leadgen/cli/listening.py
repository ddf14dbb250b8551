"""The port people come to."""

import errno
import socket

from leadgen.config import Settings
from leadgen.kernel.errors import LeadgenError


class PortTaken(LeadgenError):
    """Another program listens on the port that was asked for."""


def listen(settings: Settings, port: int | None) -> socket.socket:
    """A listening socket on `port`, else the setting's. Raises PortTaken."""
    return _listen(settings.host, settings.port if port is None else port)


def listen_somewhere(settings: Settings, port: int | None) -> socket.socket:
    """As `listen`; where nobody chose a port and the usual one is taken, a free one."""
    try:
        return listen(settings, port)
    except PortTaken:
        if port is not None or "port" in settings.model_fields_set:
            raise
        return _listen(settings.host, 0)


def address_of_socket(sock: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = sock.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound to
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    sock = socket.socket(family, kind, protocol)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(address)
        sock.listen(2048)
    except OSError as error:
        sock.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        reason = "is used by another program" if error.errno == errno.EADDRINUSE else "is not for this user"
        raise PortTaken(f"Port {port} {reason}. Choose another one with --port, or leave it out.") from error
    return sock
