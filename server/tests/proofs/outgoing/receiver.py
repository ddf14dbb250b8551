"""The other side: a receiver of webhooks that fails half the time, and a letter box that counts."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from leadgen.kernel.clock import now
from leadgen.platform.webhooks.verifying import SignatureRefused, verify

MOST_FAILURES = 6  # of one event, so that all can arrive within ten attempts
WORKER = "x-worker"  # the letter's header with the process id of who sends it
_READING_S = 0.1
_FRESH_S = 20


@dataclass
class Box:
    """What has come in. A webhook is received when it is answered 200.

    `secrets` by the path of their webhook; `reading`: by worker, the letter that it does not know of yet.
    """

    dice: random.Random
    secrets: dict[str, str] = field(default_factory=dict)
    reading: dict[int, str] = field(default_factory=dict)
    at_work: set[int] = field(default_factory=set)
    requests: int = 0
    cut_off: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def webhook(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with; 0: break the connection."""
        with self.lock:
            self.requests += 1
            try:
                message_id = verify([self.secrets[path]], headers, body, now())
            except SignatureRefused:
                self.wrong["unsigned"] += 1
                return 400
            if abs(now().timestamp() - int(headers["webhook-timestamp"])) > _FRESH_S:
                self.wrong["stale"] += 1
            if self.failures[message_id] < MOST_FAILURES and self.dice.random() < 0.5:
                self.failures[message_id] += 1
                return self.dice.choice([500, 503, 404, 302, 0])
            self.received[message_id] += 1
            return 200

    def letter(self, name: str, worker: int) -> None:
        with self.lock:
            self.letters[name] += 1
            self.at_work.add(worker)
            self.reading[worker] = name
        time.sleep(_READING_S)  # it is in the box; whoever is killed now does not hear of it
        with self.lock:
            self.reading.pop(worker)

    @property
    def progress(self) -> int:
        return len(self.received) + len(self.letters)


@contextmanager
def receiving(box: Box) -> Iterator[int]:
    """Listens on loopback during the block; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = self.rfile.read(length)
            if len(body) < length:
                box.cut_off += 1  # the sender was killed in the middle of it: no request came
                return
            status = 200
            if self.path == "/letters":
                box.letter(body.decode(), int(self.headers[WORKER]))
            else:
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = box.webhook(self.path, headers, body)
            if status:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if status == 302:
                    self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/letters")  # type: ignore[attr-defined]  # of HTTPServer
                self.end_headers()

        def log_message(self, *words: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
