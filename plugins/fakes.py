"""A service of a test's own at a local port: what the fakes of several plugins are made of."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any, Protocol, TypeVar

Outcome = tuple[int, bytes, Mapping[str, str]]  # status, body, headers


class Service(Protocol):
    """It is told its port and answers what it is asked; names of headers come in lower case."""

    port: int

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome: ...


There = TypeVar("There", bound=Service)


class Server(ThreadingHTTPServer):
    """Lets as many knock at once as a run asks at once; of the usual five some are turned away unheard."""

    request_queue_size = 256


def says(data: Any, status: int = 200, **headers: str) -> Outcome:
    """An answer in JSON; `Retry_After` is the header Retry-After."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, json.dumps(data).encode(), {"Content-Type": "application/json"} | told


@contextmanager
def serving(there: There, certificate: SSLContext | None = None) -> Iterator[There]:
    """At a free port; by TLS where there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
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

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        server.socket = certificate.wrap_socket(server.socket, server_side=True)
    there.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()
