"""Each register against a local one with its true shapes: what is found, what is asked about, what is not."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from leadgen_registries import plugin
from leadgen_registries.ares import Ares
from leadgen_registries.brreg import Brreg
from leadgen_registries.gleif import Gleif
from leadgen_registries.prh import Prh
from leadgen_registries.recherche import Recherche
from leadgen_registries.vat import Vies
from leadgen_sdk.contract import check_enricher, check_plugin
from leadgen_sdk.door import HttpDoor
from leadgen_sdk.enriching import Answer, Candidate, Enricher, Subject
from plugins.fakes import Outcome, says, serving
from plugins.registries.tests.fakes import (
    Registers,
    ares_firm,
    brreg_firm,
    french_firm,
    gleif_firm,
    prh_firm,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CZ = {"company_country": "CZ"}
HTML: Outcome = (200, b"<html><h1>Maintenance</h1></html>", {"Content-Type": "text/html"})


@pytest.fixture(scope="module")
def port() -> Iterator[Registers]:
    with serving(Registers()) as there:
        yield there


@pytest.fixture
def registers(port: Registers) -> Registers:
    """As new at the same port."""
    fresh = Registers(port=port.port)
    port.__dict__.update(fresh.__dict__)
    return port


@pytest.fixture
async def net() -> AsyncIterator[HttpDoor]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        yield HttpDoor(client, ["127.0.0.1"], {httpx.HTTPError: "down"}, now=lambda: NOW)


def all_of(registers: Registers) -> Mapping[str, Enricher]:
    vies = registers.at("vies")
    return {
        "ares": Ares(registers.at("ares"), vies),
        "brreg": Brreg(registers.at("brreg")),
        "prh": Prh(registers.at("prh"), vies),
        "fr": Recherche(registers.at("fr"), vies),
        "gleif": Gleif(registers.at("gleif")),
        "vies": Vies(vies),
    }


async def ask(registers: Registers, net: HttpDoor, name: str, **values: Any) -> Answer:
    enricher = all_of(registers)[name]
    return await enricher.enrich(Subject(values, frozenset(enricher.fields)), net)


def values(answer: Answer) -> dict[str, Any]:
    return {candidate.field: candidate.value for candidate in answer.candidates}


def one(answer: Answer, field: str) -> Candidate:
    [candidate] = [candidate for candidate in answer.candidates if candidate.field == field]
    return candidate


def reasons(answer: Answer) -> set[str]:
    return {missing.why for missing in answer.missing.values()}


def test_the_plugin_keeps_the_contract() -> None:
    check_plugin(plugin)


SUBJECTS: Mapping[str, list[dict[str, str]]] = {
    "ares": [
        {"register_id": "12345679", **CZ},
        {"company_name": "Příklad", "company_city": "Brno", **CZ},
        {"company_name": "Nobody at all", **CZ},
        {"company_name": "", **CZ},
    ],
    "brreg": [{"register_id": "987654325", "company_country": "NO"}, {"company_country": "SE"}],
    "prh": [{"company_name": "Esimerkki Oy", "company_country": "FI"}],
    "fr": [{"register_id": "123 456 782 00014", "company_country": "FR"}],
    "gleif": [{"lei": "EXAMPLE0000000000A55"}, {"company_name": "Sample Group PLC", "company_country": "GB"}],
    "vies": [{"vat_id": "CZ12345679"}, {"vat_id": "CZ00000000"}, {"vat_id": "none"}, {}],
}


@pytest.mark.parametrize("name", SUBJECTS)
async def test_each_enricher_keeps_the_contract(registers: Registers, net: HttpDoor, name: str) -> None:
    registers.confirm("CZ", "12345679", "Příklad, a. s.")
    enricher = all_of(registers)[name]
    wanted = frozenset(enricher.fields)
    subjects = [Subject(told, wanted) for told in SUBJECTS[name]]
    subjects.append(Subject(SUBJECTS[name][0], frozenset(enricher.fields[:2])))
    await check_enricher(enricher, subjects, net=net)


async def test_ares_tells_a_firm_by_its_id_with_a_quote_for_each_value(
    registers: Registers, net: HttpDoor
) -> None:
    registers.confirm("CZ", "12345679", "Příklad, a. s.")
    answer = await ask(registers, net, "ares", register_id="CZ 123 45 679", **CZ)
    told = values(answer)
    assert told.pop("credibility") == 90  # 30 registered, 30 active, 15 old, 15 VAT; no address to compare
    assert told == {
        "legal_name": "Příklad, a. s.",
        "company_name": "Příklad, a. s.",
        "register_id": "12345679",
        "vat_id": "CZ12345679",
        "vat_status": "valid",
        "legal_form": "akciová společnost",
        "register_status": "active",
        "founded_year": 1998,
        "industry_codes": "62010, 62020",
        "company_street": "Dlouhá 14/2",
        "company_postal_code": "60200",
        "company_city": "Brno",
        "company_country": "CZ",
    }
    assert [quote.quote for quote in one(answer, "company_street").evidence] == ["Dlouhá", "14", "2"]
    assert one(answer, "founded_year").evidence[0].quote == "1998-05-06"
    assert all(candidate.match.score == 1 and candidate.match.sure for candidate in answer.candidates)
    assert "VAT number valid +15" in one(answer, "credibility").why


async def test_an_id_is_padded_and_a_wrong_check_digit_asks_nobody(
    registers: Registers, net: HttpDoor
) -> None:
    registers.firms["ares"] = [ares_firm(ico="00001236")]
    assert values(await ask(registers, net, "ares", register_id="1236", **CZ))["register_id"] == "00001236"
    registers.asked.clear()
    answer = await ask(registers, net, "ares", register_id="12345678", **CZ)
    assert reasons(answer) == {"not_asked"}
    assert registers.asked == []


async def test_an_id_whose_firm_has_quite_another_name_asks_a_person(
    registers: Registers, net: HttpDoor
) -> None:
    answer = await ask(registers, net, "ares", register_id="12345679", company_name="Zebra", **CZ)
    match = one(answer, "legal_name").match
    assert match.score == 0.75
    assert not match.sure
    assert "is called Příklad" in match.why


async def test_a_name_alone_in_the_register_is_taken_and_one_of_two_is_told_by_its_town(
    registers: Registers, net: HttpDoor
) -> None:
    alone = one(await ask(registers, net, "ares", company_name="PŘÍKLAD a.s.", **CZ), "register_id")
    assert alone.match.sure
    assert "nobody else" in alone.match.why
    other = ares_firm(ico="00001236", sidlo={"nazevObce": "Praha", "kodStatu": "CZ"})
    registers.firms["ares"].append(other)
    both = await ask(registers, net, "ares", company_name="Příklad, a. s.", **CZ)
    assert reasons(both) == {"ambiguous"}
    assert "(Brno)" in both.missing["legal_name"].message
    told = await ask(
        registers, net, "ares", company_name="Příklad, a. s.", company_city="Praha", company_country="CZ"
    )
    assert one(told, "register_id").value == "00001236"
    assert one(told, "register_id").match.sure


async def test_more_than_a_thousand_results_are_ambiguous_and_nothing_is_taken_of_them(
    registers: Registers, net: HttpDoor
) -> None:
    registers.firms["ares"] = [ares_firm()] * 1001
    answer = await ask(registers, net, "ares", company_name="Příklad", **CZ)
    assert reasons(answer) == {"ambiguous"}
    assert answer.trouble is None


async def test_the_two_404s_of_ares_are_an_answer_and_trouble(registers: Registers, net: HttpDoor) -> None:
    assert reasons(await ask(registers, net, "ares", register_id="1236", **CZ)) == {"no_match"}
    spring = {"timestamp": "2026-11-01", "status": 404, "error": "Not Found", "path": "/x"}
    registers.forced["ares"] = says(spring, 404)
    answer = await ask(registers, net, "ares", register_id="1236", **CZ)
    assert answer.trouble is not None
    assert answer.trouble.kind == "invalid"
    assert not answer.missing


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("prh", {"register_id": "1234567-1", "company_country": "FI"}),
        ("fr", {"register_id": "123456782", "company_country": "FR"}),
        ("gleif", {"lei": "EXAMPLE0000000000A55"}),
        ("ares", {"company_name": "Zebra", **CZ}),
    ],
)
async def test_a_register_that_ignores_its_filter_is_not_believed(
    registers: Registers, net: HttpDoor, name: str, told: dict[str, str]
) -> None:
    registers.filters_ignored = True
    registers.firms |= {
        "prh": [prh_firm(businessId={"value": "7654321-4"})],
        "fr": [french_firm(siren="987654321")],
        "gleif": [gleif_firm("OTHER000000000000000")],
    }
    assert reasons(await ask(registers, net, name, **told)) == {"no_match"}


async def test_a_dissolved_firm_says_so_and_is_not_credible(registers: Registers, net: HttpDoor) -> None:
    registers.firms["ares"] = [ares_firm(datumZaniku="2020-02-29")]
    answer = await ask(registers, net, "ares", register_id="12345679", **CZ)
    assert values(answer)["register_status"] == "dissolved"
    assert values(answer)["credibility"] <= 5
    by_name = await ask(registers, net, "ares", company_name="Příklad, a. s.", **CZ)
    assert "dissolved" in one(by_name, "register_status").match.why
    assert not one(by_name, "register_status").match.sure


@pytest.mark.parametrize(
    ("name", "firm", "told"),
    [
        ("ares", ares_firm(pravniForma="101"), {"register_id": "12345679", **CZ}),
        ("brreg", brreg_firm(organisasjonsform={"kode": "ENK"}), SUBJECTS["brreg"][0]),
        ("fr", french_firm(nature_juridique="1000"), SUBJECTS["fr"][0]),
    ],
)
async def test_what_a_register_says_of_a_sole_trader_is_personal(
    registers: Registers, net: HttpDoor, name: str, firm: dict[str, Any], told: dict[str, str]
) -> None:
    registers.firms[name] = [firm]
    answer = await ask(registers, net, name, **told)
    assert answer.candidates
    assert all(candidate.personal for candidate in answer.candidates)


async def test_brreg_tells_size_industry_and_contact(registers: Registers, net: HttpDoor) -> None:
    told = values(await ask(registers, net, "brreg", company_name="Eksempel AS", company_country="NO"))
    assert told["company_size"] == "42"
    assert told["industry"] == "Programmeringstjenester"
    assert told["company_website"] == "www.eksempel.example"
    assert told["phone_company"] == "22 00 00 00"
    assert told["founded_year"] == 2009
    assert told["register_status"] == "active"
    assert told["company_country"] == "NO"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"konkurs": True}, "insolvent"),
        ({"underAvvikling": True}, "in_liquidation"),
        ({"slettedato": "2024-01-31", "konkurs": True}, "dissolved"),
    ],
)
async def test_brreg_tells_what_becomes_of_a_firm(
    registers: Registers, net: HttpDoor, changes: dict[str, Any], state: str
) -> None:
    registers.firms["brreg"] = [brreg_firm(**changes)]
    answer = await ask(registers, net, "brreg", register_id="987654325", company_country="NO")
    assert values(answer)["register_status"] == state
    assert values(answer)["credibility"] <= 20


async def test_brreg_without_hits_or_with_a_removed_number_is_no_match(
    registers: Registers, net: HttpDoor
) -> None:
    assert reasons(await ask(registers, net, "brreg", company_name="Zebra", company_country="NO")) == {
        "no_match"
    }
    registers.forced["brreg"] = (410, b"", {})
    answer = await ask(registers, net, "brreg", register_id="987654325", company_country="NO")
    assert reasons(answer) == {"no_match"}


async def test_prh_reads_the_current_name_the_visiting_address_and_the_finnish_words(
    registers: Registers, net: HttpDoor
) -> None:
    registers.confirm("FI", "12345671", "Esimerkki Oy")
    answer = await ask(registers, net, "prh", register_id="FI12345671", company_country="FI")
    told = values(answer)
    assert told["legal_name"] == "Esimerkki Oy"
    assert told["company_street"] == "Mallikatu 7"
    assert told["company_city"] == "HELSINKI"
    assert told["industry"] == "Ohjelmistojen suunnittelu"
    assert told["vat_id"] == "FI12345671"  # read from VIES, not made of the business id
    assert one(answer, "vat_id").evidence[1].quote == "12345671"
    parallel = await ask(registers, net, "prh", company_name="Esimerkki Labs", company_country="FI")
    assert values(parallel)["register_id"] == "1234567-1"


async def test_france_tells_its_band_of_size_and_hides_who_does_not_want_to_be_spread(
    registers: Registers, net: HttpDoor
) -> None:
    told = values(await ask(registers, net, "fr", company_name="Exemple SAS", company_country="FR"))
    assert told["company_size"] == "20-49"
    assert told["company_street"] == "3 RUE DU MODELE"
    assert told["legal_form"] == "Société par actions simplifiée (SAS)"
    assert "vat_id" not in told  # it follows from the SIREN, but nobody said so
    registers.firms["fr"] = [french_firm(statut_diffusion="P")]
    hidden = values(await ask(registers, net, "fr", register_id="123456782", company_country="FR"))
    assert "legal_name" not in hidden
    assert "company_street" not in hidden
    assert hidden["register_id"] == "123456782"


async def test_gleif_is_read_over_its_pages(registers: Registers, net: HttpDoor) -> None:
    branches = [
        gleif_firm(f"BRANCH{at:014}", legalName={"name": f"Sample Group Branch {at}"}) for at in range(60)
    ]
    registers.firms["gleif"] = [*branches, gleif_firm(legalName={"name": "Sample Group"})]
    answer = await ask(registers, net, "gleif", company_name="Sample Group", company_country="GB")
    assert one(answer, "lei").value == "EXAMPLE0000000000A55"
    assert "nobody else" in one(answer, "lei").match.why
    assert len(registers.asked) == 2


async def test_gleif_knows_the_same_number_of_another_country_apart(
    registers: Registers, net: HttpDoor
) -> None:
    registers.filters_ignored = True
    told = {"register_id": "01234567", "company_country": "IE"}
    assert reasons(await ask(registers, net, "gleif", **told)) == {"no_match"}
    told["company_country"] = "GB"
    assert values(await ask(registers, net, "gleif", **told))["legal_name"] == "Sample Group PLC"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("MS_UNAVAILABLE", "down"),
        ("MS_MAX_CONCURRENT_REQ", "limited"),
        ("GLOBAL_MAX_CONCURRENT_REQ", "limited"),
        ("SERVICE_UNAVAILABLE", "down"),
        ("TIMEOUT", "down"),
        ("INVALID_INPUT", "refused"),
    ],
)
async def test_vies_that_cannot_tell_is_trouble_and_never_invalid(
    registers: Registers, net: HttpDoor, error: str, kind: str
) -> None:
    registers.forced["vies"] = says({"actionSucceed": False, "errorWrappers": [{"error": error}]})
    answer = await ask(registers, net, "vies", vat_id="CZ12345679")
    assert answer.trouble is not None
    assert answer.trouble.kind == kind
    assert not answer.candidates
    found = await ask(registers, net, "ares", register_id="12345679", **CZ)
    assert found.trouble is not None
    assert "vat_status" not in values(found)
    assert values(found)["legal_name"] == "Příklad, a. s."
    assert "VIES did not say" in one(found, "credibility").why


async def test_vies_answers_in_its_own_words(registers: Registers, net: HttpDoor) -> None:
    registers.confirm("EL", "123456789")
    greek = await ask(registers, net, "vies", vat_id="GR 123 456 789")
    assert values(greek) == {"vat_status": "valid", "vat_id": "EL123456789"}  # a name of --- is none
    assert '"countryCode": "EL"' in registers.asked[-1]
    nobody = await ask(registers, net, "vies", vat_id="CZ99999999")
    assert values(nobody) == {"vat_status": "invalid"}
    assert reasons(await ask(registers, net, "vies", vat_id="NO987654325")) == {"not_asked"}
    registers.forced["vies"] = registers.vat["EL123456789"]
    other = await ask(registers, net, "vies", vat_id="CZ12345679")
    assert other.trouble is not None  # an answer about another number


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize(
    ("forced", "kind", "after_s"),
    [
        ((429, b"", {"Retry-After": "7"}), "limited", 7),
        ((429, b"", {}), "limited", 60),
        ((503, b"<html>", {"Retry-After": "120"}), "down", 120),
        ((500, b"", {}), "down", 60),
        ((403, b"", {}), "refused", None),
        (HTML, "invalid", 60),
        ((302, b"", {"Location": "http://127.0.0.1/"}), "invalid", None),
    ],
)
async def test_trouble_is_told_apart_with_the_time_to_wait(
    registers: Registers, net: HttpDoor, name: str, forced: Outcome, kind: str, after_s: float | None
) -> None:
    registers.forced[name] = forced
    answer = await ask(registers, net, name, **SUBJECTS[name][0])
    assert answer.trouble is not None
    assert (answer.trouble.kind, answer.trouble.after_s) == (kind, after_s)
    assert not answer.candidates
    assert not answer.missing


async def test_nobody_there_is_down(net: HttpDoor) -> None:
    answer = await ask(Registers(port=1), net, "ares", register_id="12345679", **CZ)
    assert answer.trouble is not None
    assert answer.trouble.kind == "down"


async def test_other_shapes_inside_good_json_break_nothing(registers: Registers, net: HttpDoor) -> None:
    odd: list[Any] = [
        {"ekonomickeSubjekty": [None, 7, [], {"ico": {}, "obchodniJmeno": ["x"]}], "pocetCelkem": "many"},
        {"ico": "12345679", "obchodniJmeno": None, "czNace": {}, "sidlo": [], "datumVzniku": 7},
        {"companies": {"0": 1}, "results": 3, "data": [[]], "_embedded": [], "page": []},
    ]
    for data in odd:
        for name in all_of(registers):
            registers.forced[name] = says(data)
            answer = await ask(registers, net, name, **SUBJECTS[name][0])
            assert not answer.candidates, json.dumps(data)
