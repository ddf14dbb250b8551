"""The installed enrichers: they keep the contract, know our fields, and go out by the guarded door only."""

from collections.abc import Iterator

import pytest

from leadgen.config import load_settings
from leadgen.platform.net import Net
from leadgen.platform.plugins.door import door
from leadgen.platform.plugins.service import load
from leadgen.records import registry
from leadgen_registries.ares import Ares
from leadgen_sdk.contract import check_plugin
from leadgen_sdk.enriching import Answer, Subject
from leadgen_website.site import Website
from plugins.fakes import serving
from plugins.registries.tests.fakes import Registers
from plugins.website.tests import sites


@pytest.fixture(scope="module")
def registers() -> Iterator[Registers]:
    with serving(Registers()) as there:
        yield there


async def ask(registers: Registers, allowed: str | None) -> Answer:
    ares = Ares(registers.at("ares"), registers.at("vies"))
    net = Net(load_settings({"outbound_allow": allowed}))
    subject = Subject({"register_id": "12345679", "company_country": "CZ"}, frozenset(ares.fields))
    async with net.client() as client:
        return await ares.enrich(subject, door(ares, client))


def test_what_is_installed_keeps_the_contract_and_finds_our_fields() -> None:
    plugins = load()
    assert {enricher.key for enricher in plugins.enrichers()} >= {"ares", "brreg", "gleif", "vies", "website"}
    for plugin in plugins.loaded:
        check_plugin(plugin)
        for enricher in plugin.enrichers:
            ours = {field.key for field in registry.registered(enricher.kind)}
            assert set(enricher.fields) <= ours, enricher.key


async def test_an_enricher_goes_where_the_operator_allows(registers: Registers) -> None:
    registers.confirm("CZ", "12345679")
    answer = await ask(registers, f"127.0.0.1:{registers.port}")
    assert answer.trouble is None
    assert {candidate.field for candidate in answer.candidates} >= {"register_id", "vat_status"}


async def test_an_enricher_at_a_closed_address_is_refused_in_words(registers: Registers) -> None:
    registers.asked.clear()
    answer = await ask(registers, None)
    assert answer.trouble is not None
    assert answer.trouble.kind == "refused"
    assert "LEADGEN_OUTBOUND_ALLOW" in answer.trouble.message
    assert registers.asked == []


async def test_an_answer_without_end_is_invalid_and_a_closed_port_is_down(registers: Registers) -> None:
    registers.forced["ares"] = (200, b" " * 6_000_000, {})
    answer = await ask(registers, f"127.0.0.1:{registers.port}")
    assert answer.trouble is not None
    assert answer.trouble.kind == "invalid"
    nobody = await ask(Registers(port=9), "127.0.0.1:9")
    assert nobody.trouble is not None
    assert nobody.trouble.kind == "down"


async def test_a_website_is_read_through_the_door_and_leads_to_no_closed_address() -> None:
    with sites.serving(sites.Site()) as site:
        site.put("/", sites.HOME)
        site.put("/impressum", sites.IMPRINT)
        site.put("/inside", "", status=302, Location="http://127.0.0.1:1/")
        site.put("/large", b"<p>" + b"x" * 6_000_000)
        net = Net(load_settings({"outbound_allow": f"127.0.0.1:{site.port}"}))
        website = Website()
        wanted = frozenset(website.fields)
        async with net.client() as client:
            ours = door(website, client)
            found = await website.enrich(Subject({"company_website": site.address}, wanted), ours)
            inside = await website.enrich(Subject({"company_website": f"{site.address}inside"}, wanted), ours)
            large = await website.enrich(Subject({"company_website": f"{site.address}large"}, wanted), ours)
    assert {candidate.field for candidate in found.candidates} >= {"legal_name", "vat_id", "company_street"}
    assert inside.trouble is not None
    assert inside.trouble.kind == "refused"
    assert large.trouble is not None
    assert large.trouble.kind == "invalid"
