"""Small websites at a local port; firms and people are invented."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LINKED = b'<script type="application/ld+json">'
HOME = """<!doctype html><html lang="de"><head><title>Muster</title>
<meta name="description" content="Wir bauen Muster &amp; Proben.">
<meta property="og:site_name" content="Muster">
<link rel="alternate" hreflang="en" href="/en"><script src="/wp-content/themes/x.js"></script>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Not the firm"},
 {"@type": ["Organization"], "name": "Muster", "legalName": "Muster GmbH", "foundingDate": "2004-05-01",
  "address": {"@type": "PostalAddress", "streetAddress": "Musterweg 1", "postalCode": "10115",
  "addressLocality": "Berlin", "addressCountry": "DE"}, "telephone": "+49 30 1234567"}]}</script></head>
<body><nav><a href="/ueber-uns">Über uns</a><a href="/impressum">Impressum</a><a href="/kontakt">Kontakt</a>
<a href="https://www.linkedin.com/company/muster-gmbh/">in</a><a href="https://other.example/impressum">x</a>
<a href="/blog">Blog</a></nav><p>Willkommen</p></body></html>"""
IMPRINT = """<html><body><h1>Impressum</h1><p><b>Muster</b> GmbH<br>Musterweg 1<br>10115 Berlin</p>
<p>Registergericht Berlin, HRB 123456 B</p><p>USt-IdNr.: <span>DE 123456789</span></p>
<p>Telefon: <a href="tel:+49301234567">+49 30 1234567</a></p>
<p>Geschäftsführerin: Ada Beispiel, ada.beispiel@muster.example, info@muster.example</p></body></html>"""


@dataclass
class Site:
    """Pages by path; what is not there is 404."""

    port: int = 0
    pages: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, data, {"Content-Type": "text/html; charset=utf-8"} | headers)


@contextmanager
def serving(there: Site) -> Iterator[Site]:
    """At a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(self.path)
            status, body, headers = there.pages.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()
