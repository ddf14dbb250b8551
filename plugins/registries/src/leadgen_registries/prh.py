"""PRH, the Finnish register of companies (open YTJ data, version 3, read 2026-11)."""

from collections.abc import Mapping, Sequence

from leadgen_registries import ids
from leadgen_registries.entries import ACTIVE, DISSOLVED, INSOLVENT, LIQUIDATION, Entry, Told
from leadgen_registries.matching import searched
from leadgen_registries.register import Register, get
from leadgen_registries.vat import VIES
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Page, Request, Subject

_ADDRESS = "https://avoindata.prh.fi/opendata-ytj-api/v3/companies"
_FINNISH, _ENGLISH = "1", "3"
_LEGAL_NAME = "1"
_VISITING = "1"
_REGISTERED = "1"
_SITUATIONS = {"KONK": INSOLVENT, "SANE": INSOLVENT, "SELTILA": LIQUIDATION, "SELTIL": LIQUIDATION}
_SOLE_TRADER = ("elinkeinonharjoittaja", "toiminimi")


class Prh(Register):
    """By business id, or by name."""

    key = "prh"
    label = "PRH (Finnish register)"
    country = "FI"
    fields = (
        "legal_name", "company_name", "register_id", "vat_id", "vat_status", "legal_form",
        "register_status", "founded_year", "industry", "industry_codes", "company_website",
        "company_street", "company_postal_code", "company_city", "credibility",
    )  # fmt: skip

    def __init__(self, address: str = _ADDRESS, vies: str = VIES) -> None:
        super().__init__(address, vies)

    def identity(self, subject: Subject) -> str | None:
        return ids.finnish(subject.text("register_id"))

    def by_id(self, register_id: str, subject: Subject) -> Request:
        return get(self._address, businessId=register_id)

    def by_name(self, subject: Subject) -> Request:
        return get(self._address, name=searched(subject.text("company_name")))

    def total(self, data: Mapping[str, JSON]) -> int:
        total = data.get("totalResults", 0)
        return total if isinstance(total, int) else 0

    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        found = Told(page, data, "").count("/companies")
        return [_entry(Told(page, data, f"/companies/{place}")) for place in range(found)]


def _entry(told: Told) -> Entry | None:
    names = [f"/names/{at}" for at in range(told.count("/names")) if not told.text(f"/names/{at}/endDate")]
    legal = next((path for path in names if told.text(f"{path}/type") == _LEGAL_NAME), "")
    if not legal:
        return None
    told.name(f"{legal}/name")
    told.note("register_id", "/businessId/value")
    form = _described(told, _current(told, "/companyForms"))
    told.note("legal_form", form)
    told.year("/registrationDate", "/businessId/registrationDate")
    told.note("industry", _described(told, "/mainBusinessLine"))
    told.note("industry_codes", "/mainBusinessLine/type")
    told.note("company_website", "/website/url")
    _status(told)
    _seat(told)
    identity = ids.finnish(told.text("/businessId/value"))
    personal = any(word in told.text(form).casefold() for word in _SOLE_TRADER)
    known = [f"{path}/name" for path in (legal, *names)]
    vat = f"FI{identity.replace('-', '')}" if identity else ""
    return told.entry(*(told.text(path) for path in known), vat=vat, personal=personal)


def _current(told: Told, path: str) -> str:
    """The first of a list that has not ended; "" where all have."""
    places = (f"{path}/{at}" for at in range(told.count(path)))
    return next((place for place in places if not told.text(f"{place}/endDate")), "")


def _described(told: Told, path: str) -> str:
    """Where its words stand, in Finnish first, as the register is kept."""
    places = [f"{path}/descriptions/{at}" for at in range(told.count(f"{path}/descriptions"))]
    by_language = {told.text(f"{place}/languageCode"): f"{place}/description" for place in places}
    return by_language.get(_FINNISH) or by_language.get(_ENGLISH) or ""


def _status(told: Told) -> None:
    """`status` says nothing: it is 2 for nearly everybody."""
    ended, situation = told.text("/endDate"), _current(told, "/companySituations")
    state = _SITUATIONS.get(told.text(f"{situation}/type")) if situation else None
    if ended:
        told.note("register_status", "/endDate", value=DISSOLVED, why=f"Ended on {ended}.")
    elif state:
        told.note("register_status", f"{situation}/type", value=state, why="A procedure is open.")
    elif told.text("/tradeRegisterStatus") == _REGISTERED:
        why = "It stands in the trade register and has no end."
        told.note("register_status", "/tradeRegisterStatus", value=ACTIVE, why=why)


def _seat(told: Told) -> None:
    places = [f"/addresses/{at}" for at in range(told.count("/addresses"))]
    visiting = next((place for place in places if told.text(f"{place}/type") == _VISITING), "")
    if not visiting:
        return
    number = f"{visiting}/buildingNumber"
    told.note("company_street", f"{visiting}/street", *([number] if told.text(number) else []))
    told.note("company_postal_code", f"{visiting}/postCode")
    offices = [f"{visiting}/postOffices/{at}" for at in range(told.count(f"{visiting}/postOffices"))]
    finnish = [place for place in offices if told.text(f"{place}/languageCode") == _FINNISH]
    told.note("company_city", *[f"{place}/city" for place in (finnish or offices)[:1]])
