"""What the parsing child and its parent say to each other: JSON in frames with their length before them.

Never pickle: the child has read a hostile file, so its words are data.
"""

import struct
from typing import BinaryIO

from leadgen.kernel.json import JSON, decode, encode

LENGTH = struct.Struct(">I")
MAX_FRAME_BYTES = 64 * 1024 * 1024


class FrameBroken(Exception):
    """The other side sent what is no frame, or stopped in the middle of one."""


def pack(message: JSON) -> bytes:
    """One frame."""
    body = encode(message)
    return LENGTH.pack(len(body)) + body


def unpack(body: bytes) -> JSON:
    """The message of a frame's body. Raises ValueError."""
    return decode(body)


def length_of(prefix: bytes) -> int:
    """Length of the body that follows. Raises FrameBroken."""
    (length,) = LENGTH.unpack(prefix)
    if length > MAX_FRAME_BYTES:
        raise FrameBroken(f"a frame of {length} bytes")
    return int(length)


def read_frame(stream: BinaryIO) -> JSON:
    """The next message. Raises FrameBroken at the end of the stream."""
    prefix = stream.read(LENGTH.size)
    if len(prefix) < LENGTH.size:
        raise FrameBroken("the stream ended")
    length = length_of(prefix)
    body = stream.read(length)
    if len(body) < length:
        raise FrameBroken("the stream ended in a frame")
    return unpack(body)
