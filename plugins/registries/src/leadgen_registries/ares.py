"""ARES, the Czech register of economic subjects (Ministry of Finance; REST, read 2026-11)."""

import json
from collections.abc import Mapping, Sequence

from leadgen_registries import ids
from leadgen_registries.entries import ACTIVE, DISSOLVED, Entry, Told
from leadgen_registries.matching import searched
from leadgen_registries.register import Register, get, post
from leadgen_registries.vat import VIES
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Missing, Page, Request, Subject, Trouble
from leadgen_sdk.reading import at

_ADDRESS = "https://ares.gov.cz/ekonomicke-subjekty-v-be/rest/ekonomicke-subjekty"
_AT_ONCE = 200
_SHOWN_CODES = 5
_PERSONS = frozenset({"100", "101", "102", "103", "104", "105", "106", "107", "108", "424", "425"})
_FORMS: Mapping[str, str] = {
    "101": "fyzická osoba podnikající",
    "111": "veřejná obchodní společnost",
    "112": "společnost s ručením omezeným",
    "113": "komanditní společnost",
    "121": "akciová společnost",
    "141": "obecně prospěšná společnost",
    "205": "družstvo",
    "301": "státní podnik",
    "331": "příspěvková organizace",
    "421": "odštěpný závod zahraniční právnické osoby",
    "706": "spolek",
    "932": "evropská společnost",
}


class Ares(Register):
    """By IČO, or by name; the search takes no town but by its code, so the town only scores."""

    key = "ares"
    label = "ARES (Czech register)"
    country = "CZ"
    fields = (
        "legal_name", "company_name", "register_id", "vat_id", "vat_status", "legal_form",
        "register_status", "founded_year", "industry_codes", "company_street", "company_postal_code",
        "company_city", "company_country", "credibility",
    )  # fmt: skip

    def __init__(self, address: str = _ADDRESS, vies: str = VIES) -> None:
        super().__init__(address, vies)

    def identity(self, subject: Subject) -> str | None:
        return ids.czech(subject.text("register_id"))

    def by_id(self, register_id: str, subject: Subject) -> Request:
        return get(f"{self._address}/{register_id}")

    def by_name(self, subject: Subject) -> Request:
        name = searched(subject.text("company_name"))
        return post(f"{self._address}/vyhledat", {"obchodniJmeno": name, "start": 0, "pocet": _AT_ONCE})

    def refusal(self, page: Page) -> Missing | Trouble | None:
        """Two kinds of 404: nobody of that id, or no such address (Spring's own form)."""
        if page.status not in (400, 404):
            return None
        code, sub_code = _error(page)
        if sub_code == "VYSTUP_PRILIS_MNOHO_VYSLEDKU":
            return Missing("ambiguous", "ARES has more than 1,000 firms of this name. Add the register id.")
        if page.status == 404 and "NENALEZEN" in code + sub_code:
            return Missing("no_match", "ARES holds nobody with this id.")
        if sub_code == "VSTUP_PRAZDNY":
            return Missing("not_asked", "The name holds nothing that ARES looks for.")
        return Trouble("invalid", f"ARES did not take the question ({page.status} {sub_code or code}).")

    def total(self, data: Mapping[str, JSON]) -> int:
        total = data.get("pocetCelkem", 1)
        return total if isinstance(total, int) else 1

    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        if "ekonomickeSubjekty" not in data:
            return [_entry(Told(page, data, ""))]
        found = Told(page, data, "").count("/ekonomickeSubjekty")
        return [_entry(Told(page, data, f"/ekonomickeSubjekty/{place}")) for place in range(found)]


def _error(page: Page) -> tuple[str, str]:
    try:
        data = json.loads(page.body)
    except (ValueError, RecursionError):
        return "", ""
    return str(at(data, "/kod") or ""), str(at(data, "/subKod") or "")


def _entry(told: Told) -> Entry | None:
    told.name("/obchodniJmeno")
    ico = ids.czech(told.text("/ico"))
    told.note("register_id", "/ico", value=ico)
    told.note("vat_id", "/dic")
    form = told.text("/pravniForma")
    told.note("legal_form", "/pravniForma", value=_FORMS.get(form), why=f"Code {form} of the register.")
    told.year("/datumVzniku")
    codes = [f"/czNace/{place}" for place in range(min(told.count("/czNace"), _SHOWN_CODES))]
    told.note("industry_codes", *codes, value=", ".join(told.text(code) for code in codes))
    _status(told)
    _seat(told)
    return told.entry(told.text("/obchodniJmeno"), vat=told.text("/dic"), personal=form in _PERSONS)


def _status(told: Told) -> None:
    ended = told.text("/datumZaniku")
    told.note("register_status", "/datumZaniku", value=DISSOLVED, why=f"Dissolved on {ended}.")
    registers = [f"/seznamRegistraci/stavZdroje{register}" for register in ("Vr", "Res", "Ros", "Rzp")]
    active = next((path for path in registers if told.text(path) == "AKTIVNI"), "")
    if not ended:
        told.note("register_status", active, value=ACTIVE, why="The register keeps it as active.")


def _seat(told: Told) -> None:
    """Villages have no streets: there the part of the town stands before the number."""
    street = told.first("/sidlo/nazevUlice", "/sidlo/nazevCastiObce", "/sidlo/nazevObce")
    house, entrance = told.text("/sidlo/cisloDomovni"), told.text("/sidlo/cisloOrientacni")
    if entrance:
        number = f"{told.text(street)} {house}/{entrance}"
        told.note("company_street", street, "/sidlo/cisloDomovni", "/sidlo/cisloOrientacni", value=number)
    else:
        told.note("company_street", street, "/sidlo/cisloDomovni")
    told.note("company_postal_code", "/sidlo/psc")
    told.note("company_city", "/sidlo/nazevObce")
    told.note("company_country", "/sidlo/kodStatu")
