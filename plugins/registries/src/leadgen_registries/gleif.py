"""GLEIF, the index of legal entity identifiers (JSON:API, version 1, read 2026-11; data are CC0)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from leadgen_registries import ids
from leadgen_registries.entries import ACTIVE, DISSOLVED, Entry, Told
from leadgen_registries.matching import searched
from leadgen_registries.register import Register, get
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Page, Request, Subject, Terms
from leadgen_sdk.reading import at

_ADDRESS = "https://api.gleif.org/api/v1/lei-records"
_AT_ONCE = "50"
# How the local registers write their ids.
_LOCAL: Mapping[str, Callable[[str], str | None]] = {
    "CZ": ids.czech,
    "FI": ids.finnish,
    "FR": ids.french,
    "NO": ids.norwegian,
}
_ENTITY = "/attributes/entity"


class Gleif(Register):
    """By LEI, by the id of the local register, or by name; in any country, and only who has an LEI."""

    key = "gleif"
    label = "GLEIF (legal entity identifiers)"
    country = ""
    fields = (
        "legal_name", "company_name", "register_id", "lei", "register_status", "founded_year",
        "company_street", "company_postal_code", "company_city", "company_country", "credibility",
    )  # fmt: skip
    needs = (("lei",), ("register_id", "company_country"), ("company_name", "company_country"))
    terms = Terms(pace_s=1.1)

    def __init__(self, address: str = _ADDRESS) -> None:
        super().__init__(address)

    def identity(self, subject: Subject) -> str | None:
        local = "".join(subject.text("register_id").split())
        checked = _LOCAL.get(subject.text("company_country").upper(), str)
        return ids.lei(subject.text("lei")) or checked(local) or None

    def by_id(self, register_id: str, subject: Subject) -> Request:
        if ids.lei(register_id):
            return _asked(self._address, **{"filter[lei]": register_id})
        return _asked(self._address, **{"filter[entity.registeredAs]": register_id}, **_country(subject))

    def by_name(self, subject: Subject) -> Request:
        name = {"filter[entity.legalName]": searched(subject.text("company_name"))}
        return _asked(self._address, **name, **_country(subject))

    def is_of(self, entry: Entry, register_id: str, subject: Subject) -> bool:
        """The same number means another firm in another country."""
        if register_id == entry.text("lei"):
            return True
        same_country = entry.text("company_country") == subject.text("company_country").upper()
        return same_country and register_id == entry.text("register_id")

    def next_page(self, request: Request, data: Mapping[str, JSON]) -> Request | None:
        """The next number, not the link: that may lead anywhere."""
        now, last = (at(data, f"/meta/pagination/{key}") for key in ("currentPage", "lastPage"))
        if not isinstance(now, int) or not isinstance(last, int) or now >= last:
            return None
        address, _, _ = request.url.rpartition("=")
        return replace(request, url=f"{address}={now + 1}")

    def total(self, data: Mapping[str, JSON]) -> int:
        total = at(data, "/meta/pagination/total")
        return total if isinstance(total, int) else 0

    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        found = Told(page, data, "").count("/data")
        return [_entry(Told(page, data, f"/data/{place}")) for place in range(found)]


def _country(subject: Subject) -> Mapping[str, str]:
    country = subject.text("company_country").upper()
    return {"filter[entity.legalAddress.country]": country} if country else {}


def _asked(address: str, **filters: str) -> Request:
    request = get(address, **filters, **{"page[size]": _AT_ONCE, "page[number]": "1"})
    return replace(request, headers={"Accept": "application/vnd.api+json"})


def _entry(told: Told) -> Entry | None:
    legal = f"{_ENTITY}/legalName/name"
    told.name(legal)
    told.note("register_id", f"{_ENTITY}/registeredAs")
    told.note("lei", told.first("/attributes/lei", "/id"))
    told.year(f"{_ENTITY}/creationDate")
    match told.text(f"{_ENTITY}/status"):
        case "ACTIVE":
            told.note("register_status", f"{_ENTITY}/status", value=ACTIVE, why="GLEIF keeps it as active.")
        case "INACTIVE":
            told.note("register_status", f"{_ENTITY}/status", value=DISSOLVED, why="GLEIF keeps it as ended.")
    told.note("company_street", f"{_ENTITY}/legalAddress/addressLines/0")
    told.note("company_postal_code", f"{_ENTITY}/legalAddress/postalCode")
    told.note("company_city", f"{_ENTITY}/legalAddress/city")
    told.note("company_country", f"{_ENTITY}/legalAddress/country")
    others = [
        told.text(f"{_ENTITY}/otherNames/{place}/name")
        for place in range(min(told.count(f"{_ENTITY}/otherNames"), 5))
    ]
    personal = told.text(f"{_ENTITY}/category") == "SOLE_PROPRIETOR"
    return told.entry(told.text(legal), *others, personal=personal)
