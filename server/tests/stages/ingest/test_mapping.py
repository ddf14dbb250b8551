"""Headers and values to fields: right where it is sure, silent where it is not, and why."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadgen.records.registry import FIELDS
from leadgen.stages.ingest.mapping import Proposal, propose, record_kind


def mapped(header: str, *rows: Sequence[str]) -> dict[str, str | None]:
    """Header text → field, of a header written with bars."""
    names = header.split("|")
    return dict(zip(names, (proposal.field for proposal in propose(names, rows, FIELDS)), strict=True))


def one(header: str, *values: str, beside: str = "First Name") -> Proposal:
    """The proposal for one column beside another."""
    return propose([beside, header], [["Ada", value] for value in values], FIELDS)[1]


# Header = field, as every line of a file from some tool or country.
FILES = """
First Name = first_name | Last Name = last_name | URL = linkedin_url | Email Address = email
    | Company = company_name | Position = job_title | Connected On = connected_on
Vorname = first_name | Nachname = last_name | URL = linkedin_url | E-Mail-Adresse = email
    | Unternehmen = company_name | Position = job_title | Verbunden am = connected_on
Anrede = name_prefix | Vorname = first_name | Name = last_name | Firma = company_name | Straße = street
    | PLZ = postal_code | Ort = city | Land = country | Telefon mobil = phone_mobile
    | Telefon privat = phone_other | Bundesland = state
Titul před = name_prefix | Jméno = first_name | Příjmení = last_name | Firma = company_name
    | IČO = register_id | Pozice = job_title | Telefon 1 = phone_work | Telefon 2 = phone_other
    | E-mail = email | PSČ = postal_code | Obec = city | Poznámka = notes
Meno = first_name | Priezvisko = last_name | Spoločnosť = company_name | Funkcia = job_title
    | Mobilný telefón = phone_mobile | PSČ (práca) = postal_code | Mesto (domov) = -
Imię = first_name | Nazwisko = last_name | Stanowisko = job_title | Telefon służbowy = phone_work
    | Kod pocztowy = postal_code
Civilité = name_prefix | Prénom = first_name | Nom = last_name | Société = company_name | Service = department
    | Tél. mobile = phone_mobile | Code postal = postal_code | Ville (domicile) = - | Effectif = company_size
Nombre = first_name | Apellidos = last_name | Empresa = company_name | Cargo = job_title
    | Correo electrónico = email | Móvil = phone_mobile | Provincia = state
Nome = first_name | Cognome = last_name | Azienda = company_name | Ruolo = job_title
    | Cellulare = phone_mobile | CAP = postal_code
Voornaam = first_name | Tussenvoegsel = middle_name | Achternaam = last_name | Bedrijf = company_name
    | Functie = job_title | E-mailadres = email | Telefoon werk = phone_work
Förnamn = first_name | Efternamn = last_name | Titel = job_title | Företag = company_name | E-post = email
Etunimi = first_name | Sukunimi = last_name | Työpuhelin = phone_work | Kotipuhelin = phone_other
E-mail 1 - Type = - | E-mail 1 - Value = email | E-mail 2 - Value = email_other | Phone 1 - Value = phone_work
    | Phone 2 - Value = phone_other | Address 1 - City = city
Person - Name = full_name | Person - Email - Work = email | Person - Email - Home = email_other
    | Organization - Name = company_name | Organization - Address = company_street
firstName = first_name | lastName = last_name | companyName = company_name | jobTitle = job_title
    | linkedinProfileUrl = linkedin_url | companyUrl = company_linkedin_url | vmid = external_id
Name = full_name | Website = company_website | # Employees = company_size | Company Phone = phone_company
    | Email = email | Mailing City = city | Company City = company_city | Secondary Email Source = -
Assistant's Phone = - | Manager's Name = - | Home Street = - | Billing City = - | Spouse = -
    | Phonetic First Name = - | Email Opt Out = -
"""


@pytest.mark.parametrize("file", FILES.replace("\n    ", " ").strip().split("\n"))
def test_headers_of_many_tools_and_languages(file: str) -> None:
    expected = dict(column.strip().split(" = ") for column in file.split("|"))
    found = mapped("|".join(expected))
    assert {header: field or "-" for header, field in found.items()} == expected


@pytest.mark.parametrize(
    "header",
    [
        "Gender",
        "Geschlecht",
        "Pohlaví",
        "Rodné číslo",
        "SSN_NUMBER",
        "PASSPORT_NUMBER",
        "NATIONAL_ID_NUMBER",
        "Driver's licence",
        "DRIVERS_LICENSE_NUMBER",
        "Religion",
        "PESEL",
        "BSN",
        "Codice fiscale",
        "Personnummer",
        "Numéro de sécurité sociale",
        "Your gender?",
        "DNI",
        "Henkilötunnus",
        "Credit card number",
    ],
)
def test_sensitive_columns_stay_out_and_say_so(header: str) -> None:
    found = one(header, "x1", "x2")
    assert (found.field, found.sensitive) == (None, True)
    assert "sensitive" in found.reason


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["Mr", "Dr.", "Mrs"], "name_prefix"),
        (["CEO", "Head of Sales", "Engineer"], "job_title"),
        ([], "job_title"),
    ],
)
def test_a_title_is_what_its_values_are(values: list[str], field: str) -> None:
    assert one("Title", *values).field == field


def test_a_title_beside_a_job_title_stands_before_the_name() -> None:
    assert mapped("Title|Job Title|Last Name")["Title"] == "name_prefix"


def test_name_means_the_part_that_is_missing() -> None:
    assert mapped("Name|Company|Email")["Name"] == "full_name"
    assert mapped("Vorname|Name|Firma")["Name"] == "last_name"
    assert mapped("Name|Given Name|Family Name")["Name"] == "full_name"
    assert mapped("Jméno|Email")["Jméno"] == "full_name"


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Column 5", ["ada@example.com", "bob@example.com"], "email"),
        ("Verified Email", ["ada@example.com", "bob@example.com"], "email"),
        ("Link", ["https://linkedin.com/in/ada", "https://linkedin.com/in/bob"], "linkedin_url"),
        (
            "Website",
            ["https://www.linkedin.com/company/a", "https://www.linkedin.com/company/b"],
            "company_linkedin_url",
        ),
        ("Contact no.", ["+420 777 123 456", "+49 171 1234567"], "phone_work"),
        ("Sales rep e-mail", ["rep@example.com", "rep@example.com"], None),
        ("Assistant e-mail", ["rep@example.com", "rep@example.com"], None),
        ("Email", ["yes", "no", "yes"], None),
        ("Phone", ["see notes", "none yet", "ask Bob"], None),
        ("Country", ["Won", "Lost", "Open"], None),
        ("Revenue Range", ["$1M - $10M", "$10M - $50M"], None),
    ],
)
def test_values_settle_what_a_header_leaves_open(header: str, values: list[str], field: str | None) -> None:
    assert one(header, *values).field == field


def test_no_field_of_one_value_is_filled_twice() -> None:
    found = mapped("Email|E-mail Address|Work Email|Phone|Business Phone|City|Business City")
    assert found == {
        "Email": "email_other", "E-mail Address": "email_other", "Work Email": "email",
        "Phone": "phone_other", "Business Phone": "phone_work", "City": None, "Business City": "city",
    }  # fmt: skip


def test_the_only_address_is_the_main_one() -> None:
    assert mapped("First Name|Personal Email")["Personal Email"] == "email"


def test_a_file_of_companies_fills_companies_only() -> None:
    header = "Name|Domain|Industry|Employees|Phone|City|LinkedIn URL|Description|Tags"
    assert record_kind(header.split("|")) == "company"
    assert list(mapped(header).values()) == [
        "company_name", "company_domain", "industry", "company_size", "phone_company", "company_city",
        "company_linkedin_url", "company_description", None,
    ]  # fmt: skip
    assert record_kind(["Name", "Company", "Email"]) == "contact"


def test_our_own_export_maps_back_by_itself() -> None:
    keys = [field.key for field in FIELDS if field.importable]
    assert [proposal.field for proposal in propose(keys, [], FIELDS)] == keys


def test_a_custom_field_is_found_by_its_label() -> None:
    template = next(field for field in FIELDS if field.key == "city")
    custom = replace(template, key="region_of_sales", label="Region", custom_id=UUID(int=1), storage="custom")
    found = propose(["First Name", "region"], [], [*FIELDS, custom])[1]
    assert (found.field, found.confidence) == ("region_of_sales", 1.0)


def test_every_proposal_has_its_reason() -> None:
    found = propose(["Vorname", "Straße", "Ort privat", "Foo", ""], [], FIELDS)
    assert [proposal.reason for proposal in found] == [
        "Header 'Vorname' means first name.",
        "Header 'Straße' means street.",
        "Header 'Ort privat' is not the address at work; map it by hand if you want it.",
        "Header 'Foo' is not known.",
        "The header is empty.",
    ]
    assert all(0 < proposal.confidence <= 1 for proposal in found if proposal.field)


_HEADERS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["Email", "E-mail 2", "Phone", "Name", "Title", "City", "URL", "Jméno"]),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(_HEADERS, st.lists(st.lists(st.text(max_size=15), max_size=12), max_size=4))
def test_any_header_over_any_rows_gets_one_proposal_a_column(
    header: list[str], rows: list[list[str]]
) -> None:
    found = propose(header, rows, FIELDS)
    many = {field.key for field in FIELDS if field.many}
    single = [proposal.field for proposal in found if proposal.field and proposal.field not in many]
    assert [proposal.index for proposal in found] == list(range(len(header)))
    assert len(single) == len(set(single))
    assert all(proposal.reason for proposal in found)
