"""All registers at one local port, with the true shapes of their answers; firms and people are invented."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from plugins.fakes import Outcome, says


def ares_firm(**changes: Any) -> dict[str, Any]:
    firm = {
        "ico": "12345679",
        "obchodniJmeno": "Příklad, a. s.",
        "dic": "CZ12345679",
        "pravniForma": "121",
        "datumVzniku": "1998-05-06",
        "czNace": ["62010", "62020"],
        "sidlo": {
            "kodStatu": "CZ", "nazevObce": "Brno", "nazevUlice": "Dlouhá", "cisloDomovni": 14,
            "cisloOrientacni": 2, "psc": 60200, "textovaAdresa": "Dlouhá 14/2, 60200 Brno",
        },
        "seznamRegistraci": {"stavZdrojeVr": "AKTIVNI", "stavZdrojeRes": "AKTIVNI"},
    }  # fmt: skip
    return firm | changes


def brreg_firm(**changes: Any) -> dict[str, Any]:
    firm = {
        "organisasjonsnummer": "987654325",
        "navn": "EKSEMPEL AS",
        "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
        "hjemmeside": "www.eksempel.example",
        "registreringsdatoEnhetsregisteret": "2009-03-12",
        "registrertIMvaregisteret": True,
        "naeringskode1": {"kode": "62.010", "beskrivelse": "Programmeringstjenester"},
        "antallAnsatte": 42,
        "harRegistrertAntallAnsatte": True,
        "epostadresse": "post@eksempel.example",
        "telefon": "22 00 00 00",
        "forretningsadresse": {
            "land": "Norge", "landkode": "NO", "postnummer": "0150", "poststed": "OSLO",
            "adresse": ["Storgata 1"], "kommune": "OSLO", "kommunenummer": "0301",
        },
        "stiftelsesdato": "2009-02-01",
        "konkurs": False,
        "underAvvikling": False,
        "underTvangsavviklingEllerTvangsopplosning": False,
    }  # fmt: skip
    return firm | changes


def prh_firm(**changes: Any) -> dict[str, Any]:
    firm = {
        "businessId": {"value": "1234567-1", "registrationDate": "2001-03-15", "source": "3"},
        "names": [
            {"name": "Vanha Nimi Oy", "type": "1", "endDate": "2005-01-01", "version": 2, "source": "1"},
            {"name": "Esimerkki Oy", "type": "1", "endDate": None, "version": 1, "source": "1"},
            {"name": "Esimerkki Labs", "type": "3", "version": 1, "source": "1"},
        ],
        "mainBusinessLine": {
            "type": "62010",
            "descriptions": [
                {"languageCode": "3", "description": "Computer programming"},
                {"languageCode": "1", "description": "Ohjelmistojen suunnittelu"},
            ],
        },
        "website": {"url": "www.esimerkki.example", "registrationDate": "2012-01-01"},
        "companyForms": [
            {"type": "16", "descriptions": [{"languageCode": "1", "description": "Osakeyhtiö"}]}
        ],
        "companySituations": [],
        "addresses": [
            {"type": 2, "street": "PL 1", "postCode": "00101", "postOffices": []},
            {
                "type": 1, "street": "Mallikatu", "buildingNumber": "7", "postCode": "00100",
                "postOffices": [
                    {"city": "HELSINGFORS", "languageCode": "2"}, {"city": "HELSINKI", "languageCode": "1"},
                ],
            },
        ],
        "tradeRegisterStatus": "1",
        "status": "2",
        "registrationDate": "2001-03-20",
        "endDate": None,
    }  # fmt: skip
    return firm | changes


def french_firm(**changes: Any) -> dict[str, Any]:
    firm = {
        "siren": "123456782",
        "nom_complet": "EXEMPLE (EX)",
        "nom_raison_sociale": "EXEMPLE SAS",
        "sigle": "EX",
        "siege": {
            "code_postal": "69001", "libelle_commune": "LYON", "numero_voie": "3", "type_voie": "RUE",
            "libelle_voie": "DU MODELE", "etat_administratif": "A", "siret": "12345678200014",
        },
        "activite_principale": "62.01Z",
        "date_creation": "2015-02-25",
        "date_fermeture": None,
        "etat_administratif": "A",
        "nature_juridique": "5710",
        "tranche_effectif_salarie": "12",
        "statut_diffusion": "O",
        "complements": {"est_entrepreneur_individuel": False},
    }  # fmt: skip
    return firm | changes


def gleif_firm(lei: str = "EXAMPLE0000000000A55", **changes: Any) -> dict[str, Any]:
    entity = {
        "legalName": {"name": "Sample Group PLC", "language": "en"},
        "otherNames": [],
        "legalAddress": {
            "addressLines": ["1 Sample Street"], "city": "London", "country": "GB", "postalCode": "EC1A 1AA",
        },
        "registeredAs": "01234567",
        "jurisdiction": "GB",
        "category": "GENERAL",
        "status": "ACTIVE",
        "creationDate": "1990-01-02T00:00:00Z",
    }  # fmt: skip
    return {"type": "lei-records", "id": lei, "attributes": {"lei": lei, "entity": entity | changes}}


@dataclass
class Registers:
    """What the fakes hold, and what is forced upon the next questions."""

    port: int = 0
    firms: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {
            "ares": [ares_firm()],
            "brreg": [brreg_firm()],
            "prh": [prh_firm()],
            "fr": [french_firm()],
            "gleif": [gleif_firm()],
        }
    )
    vat: dict[str, Outcome] = field(default_factory=dict)
    forced: dict[str, Outcome] = field(default_factory=dict)
    filters_ignored: bool = False
    asked: list[str] = field(default_factory=list)

    def at(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        url = urlsplit(path)
        name, _, rest = url.path.strip("/").partition("/")
        self.asked.append(f"{path} {body.decode()}")
        if name in self.forced:
            return self.forced[name]
        ask: Callable[[str, dict[str, str], Any], Outcome] = getattr(self, f"_{name}")
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        return ask(rest, query, json.loads(body) if body else {})

    def _holds(self, register: str, wanted: str, *keys: str) -> list[dict[str, Any]]:
        """As searches do: every word of the name, anywhere in it."""
        if self.filters_ignored:
            return self.firms[register]
        words = wanted.casefold().replace(",", " ").split()
        return [
            firm
            for firm in self.firms[register]
            if all(word in json.dumps(firm, ensure_ascii=False).casefold() for word in words)
        ]

    def _ares(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        if rest == "vyhledat":
            if not body.get("obchodniJmeno", "").strip():
                return says({"kod": "CHYBA_VSTUPU", "subKod": "VSTUP_PRAZDNY"}, 400)
            found = self._holds("ares", body["obchodniJmeno"])
            if len(found) > 1000:
                error = {"kod": "CHYBA_VSTUPU", "subKod": "VYSTUP_PRILIS_MNOHO_VYSLEDKU", "popis": "…1 000"}
                return says(error, 400)
            return says({"pocetCelkem": len(found), "ekonomickeSubjekty": found[: body["pocet"]]})
        found = [firm for firm in self.firms["ares"] if firm["ico"] == rest]
        if not found:
            return says({"kod": "NENALEZENO", "subKod": "VYSTUP_SUBJEKT_NENALEZEN", "popis": "…"}, 404)
        return says(found[0])

    def _brreg(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        if rest:
            found = [firm for firm in self.firms["brreg"] if firm["organisasjonsnummer"] == rest]
            return says(found[0]) if found else (404, b"", {})
        found = self._holds("brreg", query["navn"])
        listed = {"_embedded": {"enheter": found}} if found else {}
        return says({**listed, "page": {"size": 50, "totalElements": len(found), "number": 0}})

    def _prh(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        found = self._holds("prh", query.get("businessId") or query["name"])
        return says({"totalResults": len(found), "companies": found})

    def _fr(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        found = self._holds("fr", query["q"])
        return says({"results": found[:25], "total_results": len(found), "page": 1, "per_page": 25})

    def _gleif(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        wanted = [value for key, value in query.items() if key.startswith("filter")]
        found = self._holds("gleif", " ".join(wanted))
        size, number = int(query["page[size]"]), int(query["page[number]"])
        last = max(1, -(-len(found) // size))
        pagination = {"currentPage": number, "perPage": size, "lastPage": last, "total": len(found)}
        return says({"meta": {"pagination": pagination}, "data": found[(number - 1) * size : number * size]})

    def _vies(self, rest: str, query: dict[str, str], body: Any) -> Outcome:
        number = body["countryCode"] + body["vatNumber"]
        told = {**body, "requestDate": "2026-11-01T10:00:00.000Z", "requestIdentifier": ""}
        return self.vat.get(number) or says({**told, "valid": False, "name": "---", "address": "---"})

    def confirm(self, country: str, number: str, name: str = "---") -> None:
        told = {"countryCode": country, "vatNumber": number, "valid": True, "name": name, "address": "---"}
        self.vat[country + number] = says(told)
