"""Company names: one key for all spellings, never one key for two companies."""

import pytest

from leadgen.records.normalise import company, domain


@pytest.mark.parametrize(
    "written",
    [
        "Acme", "ACME", "Acme s.r.o.", "ACME, spol. s r. o.", "Acme, s. r. o.", "Acme a.s.", "Acme GmbH",
        "Acme GmbH & Co. KG", "Acme UG (haftungsbeschränkt)", "Acme e.U.", "Acme Ltd.", "Acme Co., Ltd.",
        "Acme Inc", "Acme, L.L.C.", "Acme PLC", "Acme Sp. z o.o.", "Acme Sp. z o.o. Sp. k.", "Acme S.A.",
        "Acme SARL", "Acme S.A.S.", "Acme S.r.l.", "Acme S.p.A.", "Acme SL", "Acme S.L.U.", "Acme Lda.",
        "Acme B.V.", "Acme NV", "Acme AB", "AB Acme", "Acme Oy", "Acme A/S", "Acme ApS", "Acme ASA",
        "Acme d.o.o.", "Acme Kft.", "Acme Zrt.", "SIA Acme", "UAB Acme", "Acme OÜ", "Acme EOOD", "Acme SRL",
        "Acme Pty Ltd", "Acme S.A. de C.V.", "🚀 Acme", "Acme | We are hiring!", "“Acme”",
    ],
)  # fmt: skip
def test_the_legal_form_is_not_part_of_the_key(written: str) -> None:
    found = company.normalise(written)
    assert found is not None
    assert found.key == "acme"


@pytest.mark.parametrize(
    ("written", "display", "key"),
    [
        ("Škoda Auto a.s.", "Škoda Auto a.s.", "skoda auto"),
        ("  AT&T   Inc. ", "AT&T Inc.", "at and t"),
        ("Müller & Söhne OHG", "Müller & Söhne OHG", "muller and sohne"),
        ("Vitamin C s.r.o.", "Vitamin C s.r.o.", "vitamin c"),
        ("J.P. Morgan", "J.P. Morgan", "jp morgan"),
        ("Thermal Spa", "Thermal Spa", "thermal spa"),
        ("GmbH", "GmbH", "gmbh"),
        ("!!!", "!!!", "!!!"),
        ("Bosch Stiftung", "Bosch Stiftung", "bosch stiftung"),
        ("株式会社トヨタ", "株式会社トヨタ", "トヨタ"),
    ],
)
def test_display_keeps_what_the_key_drops(written: str, display: str, key: str) -> None:
    assert company.normalise(written) == company.CompanyName(display, key)


def test_nothing_is_no_name() -> None:
    assert company.normalise(" \u200b ") is None


@pytest.mark.parametrize(
    "written",
    ["Self-employed", "SELF EMPLOYED", "Freelancer", "OSVČ", "na volné noze", "Selbstständig", "Indépendant",
     "N/A", "-", "Stealth Startup", "Libero professionista", "ZZP"],
)  # fmt: skip
def test_placeholders_name_no_company(written: str) -> None:
    assert company.is_placeholder(written)


def test_a_company_is_no_placeholder() -> None:
    assert not company.is_placeholder("Freelance Market s.r.o.")


@pytest.mark.parametrize(
    ("written", "registrable"),
    [
        ("https://www.Example.co.uk/about", "example.co.uk"),
        ("ada@mail.example.com", "example.com"),
        ("example.com.", "example.com"),
        ("www.example.cz:8080", "example.cz"),
        ("http://acme.wixsite.com/home", "acme.wixsite.com"),
        ("https://user:pw@example.com/@x", "example.com"),
        ("BÜCHER.example", "bücher.example"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
    ],
)
def test_a_domain_is_what_somebody_registered(written: str, registrable: str) -> None:
    assert domain.normalise(written) == registrable


def test_hosts_of_many_identify_nobody() -> None:
    assert domain.is_free("gmail.com")
    assert domain.is_shared("facebook.com")
    assert not domain.is_shared("example.com")
