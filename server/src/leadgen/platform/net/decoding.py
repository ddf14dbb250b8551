"""Compressed answers, unpacked no further than somebody will read."""

import zlib
from collections.abc import Callable, Iterator

import httpx

from leadgen.platform.net.errors import NetFailed

Decoder = Callable[[bytes], Iterator[bytes]]
_PIECE = 65_536


def decoder_of(headers: httpx.Headers, most_bytes: int) -> Decoder:
    """For the answer's coding, which is taken off its headers so that nobody unpacks it again.

    A body in a coding that was not asked for is not read: one inside the other can grow a thousandfold twice.
    The status counts all the same.
    """
    coding = headers.pop("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return _as_it_is
    if coding not in ("gzip", "x-gzip", "deflate"):
        return _refused
    headers.pop("content-length", None)
    return _Unpacking(zlib.MAX_WBITS | 32, most_bytes)


def _as_it_is(chunk: bytes) -> Iterator[bytes]:
    yield chunk


def _refused(chunk: bytes) -> Iterator[bytes]:
    raise NetFailed("The other server packed its answer in a way that was not asked for.")


class _Unpacking:
    """Gives at most one piece more than may be read; the reader stops there."""

    def __init__(self, window_bits: int, most_bytes: int) -> None:
        self._unpacker = zlib.decompressobj(window_bits)
        self._left = most_bytes + _PIECE

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        while chunk and self._left > 0:
            piece = self._next(chunk)
            chunk = self._unpacker.unconsumed_tail
            self._left -= len(piece)
            if piece:
                yield piece

    def _next(self, chunk: bytes) -> bytes:
        try:
            return self._unpacker.decompress(chunk, _PIECE)
        except zlib.error as error:
            raise NetFailed("The other server's packed answer is damaged.") from error
