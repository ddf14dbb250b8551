"""Enhetsregisteret, the Norwegian register of entities (Brønnøysund; REST, read 2026-11)."""

from collections.abc import Mapping, Sequence

from leadgen_registries import ids
from leadgen_registries.entries import ACTIVE, DISSOLVED, INSOLVENT, LIQUIDATION, Entry, Told
from leadgen_registries.matching import searched
from leadgen_registries.register import Register, get
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Missing, Page, Request, Subject, Trouble
from leadgen_sdk.reading import at

_ADDRESS = "https://data.brreg.no/enhetsregisteret/api/enheter"
_AT_ONCE = "50"
_LISTED = "/_embedded/enheter"
_SOLE_TRADER = "ENK"
_STATES = (
    ("/konkurs", INSOLVENT, "Bankruptcy is opened."),
    ("/underTvangsavviklingEllerTvangsopplosning", LIQUIDATION, "It is being wound up by force."),
    ("/underAvvikling", LIQUIDATION, "It is being wound up."),
)


class Brreg(Register):
    """By organisation number, or by name. Norway is not in VIES."""

    key = "brreg"
    label = "Brønnøysund (Norwegian register)"
    country = "NO"
    fields = (
        "legal_name", "company_name", "register_id", "legal_form", "register_status", "founded_year",
        "industry", "industry_codes", "company_size", "company_website", "phone_company", "company_email",
        "company_street", "company_postal_code", "company_city", "company_country", "credibility",
    )  # fmt: skip

    def __init__(self, address: str = _ADDRESS) -> None:
        super().__init__(address)

    def identity(self, subject: Subject) -> str | None:
        return ids.norwegian(subject.text("register_id"))

    def by_id(self, register_id: str, subject: Subject) -> Request:
        return get(f"{self._address}/{register_id}")

    def by_name(self, subject: Subject) -> Request:
        return get(self._address, navn=searched(subject.text("company_name")), size=_AT_ONCE)

    def refusal(self, page: Page) -> Missing | Trouble | None:
        """410: removed for legal reasons, not merely deleted, which is a date in the answer."""
        if page.status == 404 and "?" not in page.url:
            return Missing("no_match", "The register holds nobody with this number.")
        if page.status == 410:
            return Missing("no_match", "The register has removed this number.")
        return None

    def total(self, data: Mapping[str, JSON]) -> int:
        total = at(data, "/page/totalElements")
        return total if isinstance(total, int) else 1

    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        """A search without hits has no list at all."""
        if "organisasjonsnummer" in data:
            return [_entry(Told(page, data, ""))]
        return [
            _entry(Told(page, data, f"{_LISTED}/{place}"))
            for place in range(Told(page, data, "").count(_LISTED))
        ]


def _entry(told: Told) -> Entry | None:
    told.name("/navn")
    told.note("register_id", "/organisasjonsnummer")
    told.note("legal_form", "/organisasjonsform/beskrivelse")
    told.year("/stiftelsesdato", "/registreringsdatoEnhetsregisteret")
    told.note("industry", "/naeringskode1/beskrivelse")
    codes = [f"/naeringskode{number}/kode" for number in (1, 2, 3)]
    told.note("industry_codes", *codes[:1], value=", ".join(filter(None, map(told.text, codes[:1]))))
    told.note("company_size", "/antallAnsatte")
    told.note("company_website", "/hjemmeside")
    told.note("company_email", "/epostadresse")
    told.note("phone_company", told.first("/telefon", "/mobil"))
    _status(told)
    _seat(told)
    personal = told.text("/organisasjonsform/kode") == _SOLE_TRADER
    return told.entry(told.text("/navn"), personal=personal)


def _status(told: Told) -> None:
    ended = told.text("/slettedato")
    told.note("register_status", "/slettedato", value=DISSOLVED, why=f"Deleted on {ended}.")
    for path, state, why in _STATES:
        if told.text(path) == "true" and "register_status" not in told.facts:
            told.note("register_status", path, value=state, why=why)
    if "register_status" not in told.facts and all(told.text(path) == "false" for path, _, _ in _STATES):
        paths = [path for path, _, _ in _STATES]
        told.note("register_status", *paths, value=ACTIVE, why="Neither deleted, bankrupt nor wound up.")


def _seat(told: Told) -> None:
    told.note("company_street", told.first("/forretningsadresse/adresse/0"))
    told.note("company_postal_code", "/forretningsadresse/postnummer")
    told.note("company_city", "/forretningsadresse/poststed")
    told.note("company_country", "/forretningsadresse/landkode")
