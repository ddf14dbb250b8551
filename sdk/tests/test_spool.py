"""A spooled stream gives the same bytes as often as asked, and takes only what is read of it."""

import io

from leadgen_sdk import Head, spooled
from leadgen_sdk.spool import Spool

CONTENT = bytes(range(256)) * 20_000  # larger than what stays in memory


class Pipe(io.RawIOBase):
    """Cannot seek, gives little at a time, and counts."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = io.BytesIO(content)
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        piece = self._content.read(min(size, 10_007))
        self.given += len(piece)
        return piece


def test_it_reads_seeks_and_tells_like_a_file() -> None:
    file = Spool(Pipe(CONTENT)).open()  # type: ignore[arg-type]  # a raw stream is all it needs
    assert file.read(5) == CONTENT[:5]
    file.seek(-7, io.SEEK_END)
    assert (file.read(), file.tell()) == (CONTENT[-7:], len(CONTENT))
    file.seek(1_000_000)
    assert file.read(300_000) == CONTENT[1_000_000:1_300_000]
    file.seek(0)
    assert file.read() == CONTENT
    assert not file.writable()


def test_two_readers_have_each_their_own_position() -> None:
    spool = Spool(Pipe(CONTENT))  # type: ignore[arg-type]  # a raw stream is all it needs
    one, other = spool.open(), spool.open()
    one.seek(3_000_000)
    assert other.read(10) == CONTENT[:10]
    assert one.read(10) == CONTENT[3_000_000:3_000_010]


def test_it_takes_no_more_of_the_stream_than_is_read() -> None:
    pipe = Pipe(CONTENT)
    Spool(pipe).piece(0, 100_000)  # type: ignore[arg-type]  # a raw stream is all it needs
    assert 100_000 <= pipe.given < 400_000


def test_what_can_seek_is_not_copied() -> None:
    file = io.BytesIO(b"here")
    assert spooled(file) is file


def test_a_head_opens_the_whole_file() -> None:
    head = Head(CONTENT[:10], False, "a.bin", whole=lambda: io.BytesIO(CONTENT))
    assert head.open().read() == CONTENT
    assert Head(b"all", True, "a.bin").open().read() == b"all"
