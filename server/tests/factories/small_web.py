"""A small web on loopback that the product takes for the real one: firms' sites, registers, Hunter, by https.

    with serving(SmallWeb(), folder) as web:
        with running_product(outbound_allow=web.pins, trusted=web.certificate) as product: ...

Every name is pinned to the one port, and its certificate is of all of them. Firms are invented.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plugins import fakes
from plugins.fakes import Outcome
from plugins.hunter.tests.fakes import Hunter
from plugins.registries.tests.fakes import Registers
from plugins.website.tests.sites import HOME, IMPRINT, Site
from tests.factories.outside import certified

# Where each register really is → its name among the fakes.
REGISTERS: Mapping[str, str] = {
    "ares.gov.cz/ekonomicke-subjekty-v-be/rest/ekonomicke-subjekty": "ares",
    "data.brreg.no/enhetsregisteret/api/enheter": "brreg",
    "avoindata.prh.fi/opendata-ytj-api/v3/companies": "prh",
    "recherche-entreprises.api.gouv.fr/search": "fr",
    "api.gleif.org/api/v1/lei-records": "gleif",
    "ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number": "vies",
}
HUNTER = "api.hunter.io"
MUSTER, EKSEMPEL, STILLE = "muster.example", "eksempel.example", "stille.example"
SAMPLES = "Muster GmbH makes samples and patterns for laboratories."
FERRIES = "Eksempel AS writes timetables for ferries."


def muster() -> Site:
    """Of a German firm, with an imprint and a page of products."""
    site = Site()
    site.put("/", HOME)
    site.put("/impressum", IMPRINT)
    site.put("/kontakt", "<p>Schreiben Sie uns: kontakt@muster.example")
    site.put("/ueber-uns", "<p>Seit 2004.")
    site.put("/products", f"<html lang=en><h1>Muster GmbH</h1><p>{SAMPLES}</p><p>10115 Berlin</p></html>")
    return site


def eksempel() -> Site:
    """Of a Norwegian firm that the register knows."""
    site = Site()
    links = '<a href="/kontakt">Kontakt</a><a href="https://www.linkedin.com/company/eksempel-as/">in</a>'
    about = '<meta name="description" content="Ruteplaner for ferger.">'
    site.put("/", f"<html lang=no><head>{about}</head><body><h1>Eksempel AS</h1>{links}</body></html>")
    site.put("/kontakt", "<h1>Eksempel AS</h1><p>Storgata 1, 0150 Oslo</p><p>post@eksempel.example</p>")
    site.put("/products", f"<html lang=en><h1>Eksempel AS</h1><p>{FERRIES}</p><p>0150 Oslo</p></html>")
    return site


def stille() -> Site:
    """Of a firm that wants no robots."""
    site = Site()
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    return site


@dataclass
class SmallWeb:
    """Host → its pages; the registers beside them."""

    sites: Mapping[str, Site] = field(
        default_factory=lambda: {MUSTER: muster(), EKSEMPEL: eksempel(), STILLE: stille()}
    )
    registers: Registers = field(default_factory=Registers)
    hunter: Hunter = field(default_factory=Hunter)
    port: int = 0
    certificate: Path = Path()

    @property
    def names(self) -> list[str]:
        """Every host of this web."""
        return [HUNTER, *self.sites, *(address.partition("/")[0] for address in REGISTERS)]

    @property
    def pins(self) -> str:
        """For LEADGEN_OUTBOUND_ALLOW."""
        return ",".join(f"{name}:443=127.0.0.1:{self.port}" for name in self.names)

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """What the host that is asked says."""
        host = headers.get("host", "")
        if host in self.sites:
            self.sites[host].asked.append(path)
            return self.sites[host].pages.get(path, (404, b"", {}))
        if host == HUNTER:
            return self.hunter.answer(path, headers, body)
        for address, name in REGISTERS.items():
            if f"{host}{path}".startswith(address):
                rest = f"{host}{path}".removeprefix(address)
                return self.registers.answer(f"/{name}{rest}", headers, body)
        return 404, b"", {}


@contextmanager
def serving(there: SmallWeb, folder: Path) -> Iterator[SmallWeb]:
    """At a free port."""

    certificate = certified(there.names[0], folder, *there.names[1:])
    there.certificate = certificate.file
    with fakes.serving(there, certificate.server):
        yield there
