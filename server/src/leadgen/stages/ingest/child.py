"""The process that touches a file's bytes: `python -m leadgen.stages.ingest.child`.

It limits itself before it reads the first byte of the file, loads plugins only then, and ends with
the stream. Whatever a file or a plugin does to it, the worker only sees frames, or their end.
"""

import resource
import sys
from typing import BinaryIO

from leadgen.kernel.collecting import collect_rarely
from leadgen.stages.ingest.frames import pack, read_frame
from leadgen.stages.ingest.parsing import Limits, Request
from leadgen.stages.ingest.reading import inspect, read
from leadgen_sdk import FileRefused


def main() -> None:
    answers = sys.stdout.buffer
    # A plugin that prints must not break the frames.
    sys.stdout = sys.stderr
    request = Request.from_json(read_frame(sys.stdin.buffer))
    _limit(request.limits)
    try:
        _answer(request, sys.stdin.buffer, answers)
    except FileRefused as refusal:
        answers.write(
            pack({"refused": {"code": refusal.code, "message": refusal.message, "line_no": refusal.line_no}})
        )
    answers.flush()


def _answer(request: Request, file: BinaryIO, answers: BinaryIO) -> None:
    if request.shape is None:
        answers.write(pack({"head": inspect(request, file)}))
        return
    collect_rarely()
    for answer in read(request, file):
        answers.write(pack(answer))
    answers.write(pack({"end": True}))


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
