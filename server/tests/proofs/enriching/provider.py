"""The providers' server of R1 and R23: it counts what it is asked, and says something of every company."""

import random
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from tests.factories.enrichers import page_of

# Those that are not well: two do not answer or not soon, one is out of order, one asks for an hour.
DELAYS_S = {"hanging": 3600.0, "slow": 10.0}
STATUS = {"down": 500, "busy": 429}


@dataclass
class Till:
    """What providers were asked for, and would have taken money for: by the key where they know one."""

    seed: int
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def progress(self) -> int:
        """How many questions came so far."""
        return self.calls.total()

    def charged_twice(self) -> int:
        """Companies for which somebody took money more than once."""
        paid = sum(count > 1 for (provider, _), count in self.calls.items() if provider == "paid")
        return paid + sum(len(keys) > 1 for keys in self.keys.values())

    def ask(self, provider: str, name: str, key: str) -> dict[str, str]:
        """What the provider says: the one without keys knows half, the other most, the free one little."""
        with self.lock:
            self.calls[provider, name] += 1
            if provider == "keyed":
                self.keys[name].add(key)
        knows = {"paid": 0.5, "keyed": 0.8, "free": 0.2}.get(provider, 0)
        dice = random.Random(f"{self.seed} {provider} {name}")
        said = {"industry": "Steel", "company_city": "Linz"}
        return {key: value for key, value in said.items() if dice.random() < knows}


@contextmanager
def serving(till: Till) -> Iterator[int]:
    """Its port; each answer takes a moment."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def do_GET(self) -> None:
            provider, name = (unquote(part) for part in self.path.strip("/").split("/"))
            told = till.ask(provider, name, self.headers.get("Idempotency-Key", ""))
            till.closing.wait(DELAYS_S.get(provider, 0.5))
            page = page_of(name, told)
            self.send_response(STATUS.get(provider, 200))
            self.send_header("Content-Type", "text/plain")
            if provider == "busy":
                self.send_header("Retry-After", "3600")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 256

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever asked was killed: that is what the proof is about."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        till.closing.set()
        server.shutdown()
