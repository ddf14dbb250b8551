"""Recherche d'entreprises, the search of the French state over its registers (REST, read 2026-11)."""

from collections.abc import Mapping, Sequence

from leadgen_registries import ids
from leadgen_registries.entries import ACTIVE, DISSOLVED, Entry, Told
from leadgen_registries.matching import searched
from leadgen_registries.register import Register, get
from leadgen_registries.vat import VIES
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Page, Request, Subject, Terms

_ADDRESS = "https://recherche-entreprises.api.gouv.fr/search"
_AT_ONCE = "25"
_SOLE_TRADER = "1000"
_FORMS: Mapping[str, str] = {
    "1000": "Entrepreneur individuel",
    "5202": "Société en nom collectif",
    "5498": "SARL unipersonnelle",
    "5499": "Société à responsabilité limitée (SARL)",
    "5599": "SA à conseil d'administration",
    "5699": "SA à directoire",
    "5710": "Société par actions simplifiée (SAS)",
    "5720": "SAS à associé unique (SASU)",
    "5800": "Société européenne",
    "6540": "Société civile immobilière",
    "9220": "Association déclarée",
}
_SIZES: Mapping[str, str] = {
    "01": "1-2", "02": "3-5", "03": "6-9", "11": "10-19", "12": "20-49", "21": "50-99", "22": "100-199",
    "31": "200-249", "32": "250-499", "41": "500-999", "42": "1000-1999", "51": "2000-4999",
    "52": "5000-9999", "53": "10000+",
}  # fmt: skip


class Recherche(Register):
    """By SIREN or by name, both through the same search, which answers with whatever is like it."""

    key = "recherche_entreprises"
    label = "Recherche d'entreprises (French register)"
    country = "FR"
    fields = (
        "legal_name", "company_name", "register_id", "vat_id", "vat_status", "legal_form",
        "register_status", "founded_year", "industry_codes", "company_size", "company_street",
        "company_postal_code", "company_city", "credibility",
    )  # fmt: skip
    terms = Terms(pace_s=0.25)

    def __init__(self, address: str = _ADDRESS, vies: str = VIES) -> None:
        super().__init__(address, vies)

    def identity(self, subject: Subject) -> str | None:
        return ids.french(subject.text("register_id"))

    def by_id(self, register_id: str, subject: Subject) -> Request:
        return get(self._address, q=register_id, per_page=_AT_ONCE)

    def by_name(self, subject: Subject) -> Request:
        return get(self._address, q=searched(subject.text("company_name")), per_page=_AT_ONCE)

    def total(self, data: Mapping[str, JSON]) -> int:
        total = data.get("total_results", 0)
        return total if isinstance(total, int) else 0

    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        found = Told(page, data, "").count("/results")
        return [_entry(Told(page, data, f"/results/{place}")) for place in range(found)]


def _entry(told: Told) -> Entry | None:
    """A firm that does not want its data spread (`statut_diffusion`) gives its id and state only."""
    told.note("register_id", "/siren")
    ended, state = told.text("/date_fermeture"), told.text("/etat_administratif")
    if state == "C":
        why = f"Closed{f' on {ended}' if ended else ''}."
        told.note("register_status", "/etat_administratif", value=DISSOLVED, why=why)
    elif state == "A":
        told.note("register_status", "/etat_administratif", value=ACTIVE, why="Its state is A, active.")
    form = told.text("/nature_juridique")
    told.note("legal_form", "/nature_juridique", value=_FORMS.get(form), why=f"Code {form} of the register.")
    if told.text("/statut_diffusion") not in ("P", "N"):
        _spread(told)
    names = [told.text(path) for path in ("/nom_raison_sociale", "/nom_complet", "/sigle")]
    personal = form == _SOLE_TRADER or told.text("/complements/est_entrepreneur_individuel") == "true"
    return told.entry(*names, vat=_vat(told.text("/siren")), personal=personal)


def _spread(told: Told) -> None:
    told.name("/nom_raison_sociale", "/nom_complet")
    told.year("/date_creation")
    told.note("industry_codes", "/activite_principale")
    size = _SIZES.get(told.text("/tranche_effectif_salarie"))
    if size:
        told.note(
            "company_size", "/tranche_effectif_salarie", value=size, why=f"{size} employees by its band."
        )
    parts = [f"/siege/{part}" for part in ("numero_voie", "type_voie", "libelle_voie")]
    if told.text(parts[-1]):
        told.note("company_street", *[path for path in parts if told.text(path)])
    told.note("company_postal_code", "/siege/code_postal")
    told.note("company_city", "/siege/libelle_commune")


def _vat(siren: str) -> str:
    """The number that follows from the SIREN; a value only once VIES has confirmed it."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}" if ids.french(siren) else ""
