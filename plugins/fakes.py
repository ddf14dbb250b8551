"""A service of a test's own at a local port: what the fakes of several plugins are made of."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, TypeVar

Outcome = tuple[int, bytes, Mapping[str, str]]  # status, body, headers


class Service(Protocol):
    """It is told its port and answers what is posted to it; names of headers come in lower case."""

    port: int

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome: ...


There = TypeVar("There", bound=Service)


def says(data: Any, status: int = 200, **headers: str) -> Outcome:
    """An answer in JSON; `Retry_After` is the header Retry-After."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, json.dumps(data).encode(), {"Content-Type": "application/json"} | told


@contextmanager
def serving(there: There) -> Iterator[There]:
    """At a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told = {name.lower(): value for name, value in self.headers.items()}
            status, answer, headers = there.answer(self.path, told, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()
