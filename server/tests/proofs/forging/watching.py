"""Those who notice a packet: listeners on loopback, and the interpreter's own audit of every connect."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Thread
from typing import Any


@dataclass
class Watch:
    """`excepted` are (address, port) that the proof itself talks to."""

    excepted: set[tuple[str, int]] = field(default_factory=set)
    is_on: bool = False
    inside: list[str] = field(default_factory=list)
    outside: int = 0
    trapped: int = 0

    def install(self) -> None:
        """For the rest of the process: an audit hook cannot be taken out again."""
        sys.addaudithook(self._audit)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """What leaves during the block is seen, and stopped."""
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False

    def _audit(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.is_on or event not in ("socket.connect", "socket.sendto"):
            return
        link, address = given[0], given[-1]
        if link.family not in (socket.AF_INET, socket.AF_INET6):
            return
        if (address[0], address[1]) in self.excepted:
            return
        if is_inside(str(address[0])):
            self.inside.append(f"{address[0]}:{address[1]}")
            if is_here(str(address[0])):
                return  # into the traps
        else:
            self.outside += 1
        # The packet is not sent: the machine of a proof may have a network, and strangers live there.
        raise OSError(errno.ENETUNREACH, "nobody leaves during the proof")

    @contextmanager
    def trap(self, host: str, port: int) -> Iterator[int]:
        """A listener that counts whoever comes; its port. Nothing where this machine has no such address."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            try:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind((host, port))
            except OSError:
                yield port
                return
            listener.listen(100)
            Thread(target=self._count, args=(listener,), daemon=True).start()
            yield listener.getsockname()[1]

    def _count(self, listener: socket.socket) -> None:
        with suppress(OSError):  # closed at the end of the proof
            while True:
                link, _ = listener.accept()
                self.trapped += 1
                link.close()


def is_here(address: str) -> bool:
    """This very machine, which answers at once whether somebody listens."""
    known = ip_address(address.partition("%")[0])
    return known.is_loopback or known.is_unspecified


def is_inside(address: str) -> bool:
    """The proof's own opinion, from the standard library and not from the product."""
    try:
        known = ip_address(address)
    except ValueError:
        return True
    if isinstance(known, IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour or (known.teredo and known.teredo[1])
        if inner or known in _TRANSLATED:
            return True
    return str(known) in _CLOUD or not known.is_global or known.is_multicast


class _Translated:
    def __contains__(self, address: object) -> bool:
        return isinstance(address, IPv6Address) and int(address) >> 32 in (0x64FF9B << 64, 0)


_TRANSLATED = _Translated()
_CLOUD = {"168.63.129.16"}
