"""A receiver of webhooks that runs beside a browser: in a thread, for tests that are not asynchronous."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Heard:
    """One request, as it came."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Keeps what it hears; `status` and `says` are its next answer."""

    port: int = 0
    status: int = 204
    says: bytes = b""
    heard: list[Heard] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def receiver() -> Iterator[Receiver]:
    """At a free port of this machine, until the end of the block."""
    there = Receiver()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            there.heard.append(Heard({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(there.status)
            self.send_header("content-length", str(len(there.says)))
            self.end_headers()
            self.wfile.write(there.says)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Says nothing: what was heard is kept."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    there.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
