"""Headers and values to fields: right where it is sure, silent where it is not, and why."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadgen.records.registry import FIELDS
from leadgen.stages.ingest.mapping import Known, Proposal, propose, record_kind


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


def test_a_second_column_of_a_field_adds_to_it_or_stands_in_for_it_and_says_so() -> None:
    header = [
        "Email",
        "Work Email",
        "Phone",
        "Business Phone",
        "City",
        "Business City",
        "Record ID",
        "Row ID",
    ]
    found = {header[one.index]: (one.field, one.reason) for one in propose(header, [], FIELDS)}
    assert found["Work Email"][0] == "email"
    assert found["Email"] == ("email_other", "Header 'Email' means e-mail; 'Work Email' is the first.")
    assert found["Phone"] == (
        "phone_work", "Header 'Phone' means work phone; after 'Business Phone' it is a further number."
    )  # fmt: skip
    assert found["City"] == ("city", "Header 'City' means city; it is taken where 'Business City' is empty.")
    assert found["Row ID"] == (None, "'Record ID' fits external id better, and it holds one value.")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Telemóvel", "phone_mobile"), ("Código postal", "postal_code"), ("Razão social", "company_name"),
        ("Efternavn", "last_name"), ("Postnummer (arbejde)", "postal_code"), ("Mobilnummer", "phone_mobile"),
        ("Organisasjonsnummer", "register_id"), ("Beosztás", "job_title"), ("Denumire firmă", "company_name"),
        ("Munkahelyi irányítószám", "postal_code"), ("Телефон", "phone_work"), ("Отчество", "middle_name"),
        ("Unvan", "job_title"), ("会社名", "company_name"), ("携帯電話", "phone_mobile"),
        ("Werkadres, plaats", "city"), ("Via (uff.)", "street"), ("PSČ a město", "city"),
    ],
)  # fmt: skip
def test_headers_of_further_languages(header: str, field: str) -> None:
    assert one(header).field == field


@pytest.mark.parametrize(
    ("header", "field"),
    [("Unsubscribed", None), ("Has Opted Out of Email", None), ("UNSUB_TIME", None), ("Do Not Call", None),
     ("Date unsubscribed", None), ("Blocklisted - SMS", None), ("Odhlášen", None), ("Désabonné", None),
     ("Subscription status", "subscription_status"), ("Newsletter", "subscription_status")],
)  # fmt: skip
def test_a_column_of_people_who_opted_out_is_known(header: str, field: str | None) -> None:
    found = one(header)
    assert (found.field, found.opt_out) == (field, True)


@pytest.mark.parametrize(
    "header", ["Unsubscribe link", "UNSUB_CAMPAIGN_TITLE", "Email", "Opt-in time", "Status"]
)
def test_nothing_else_is_taken_for_an_opt_out(header: str) -> None:
    assert not one(header).opt_out


def test_what_else_a_column_might_fill_is_offered() -> None:
    assert [other.field for other in one("Home city").alternatives] == ["city"]
    assert "company_website" in {other.field for other in one("Personal website").alternatives}
    by_value = one("Contact point", "ada@example.com", "bob@example.com", "see notes")
    assert by_value.field is None
    assert by_value.alternatives[0].field == "email"
    assert one("Gender").alternatives == ()


@pytest.mark.parametrize(
    ("header", "value", "field", "split"),
    [
        ("Name", "Ada Example", "full_name", "full_name"),
        ("PLZ/Ort", "10115 Berlin", "city", "postal_city"),
        ("Address", "Main Street 1, 10115 Berlin, Germany", "street", "address"),
        ("Address", "Main Street 1", "street", None),
    ],
)
def test_a_column_of_several_fields_is_split(header: str, value: str, field: str, split: str | None) -> None:
    found = one(header, value, value, beside="E-mail")
    assert (found.field, found.split) == (field, split)


def test_a_place_of_companies_is_split_as_they_keep_only_its_parts() -> None:
    found = propose(["Company name", "Domain", "Headquarters"], [], FIELDS)[2]
    assert (found.field, found.split) == ("company_city", "place")


def test_what_a_layout_knows_goes_before_what_the_words_say() -> None:
    known = Known({0: "company_website", 1: "", 2: ""}, "Acme export")
    found = propose(["Website", "City", "Gender", "Last name"], [], FIELDS, known)
    assert [(one.field, one.sensitive) for one in found] == [
        ("company_website", False), (None, False), (None, True), ("last_name", False),
    ]  # fmt: skip
    assert found[0].reason == "Acme export: 'Website' is company website."
    assert found[1].reason == "Header 'City' holds nothing that a field here keeps, in Acme export."


def test_the_only_address_is_the_main_one() -> None:
    assert mapped("First Name|Personal Email")["Personal Email"] == "email"


def test_a_file_of_companies_fills_companies_only() -> None:
    header = (
        "Name|Domain|Industry|Employees|Phone|City|LinkedIn URL|Description|Tags|VAT number|Facebook|X URL"
    )
    assert record_kind(header.split("|")) == "company"
    assert list(mapped(header).values()) == [
        "company_name", "company_domain", "industry", "company_size", "phone_company", "company_city",
        "company_linkedin_url", "company_description", None, "vat_id", "company_facebook_url",
        "company_twitter_url",
    ]  # fmt: skip
    assert record_kind(["Name", "Company", "Email"]) == "contact"


def test_a_companys_tax_number_and_profiles_are_kept() -> None:
    header = "First name|Last name|Email|Company|USt-IdNr|Facebook|Company Twitter"
    assert list(mapped(header).values())[-3:] == ["vat_id", "facebook_url", "company_twitter_url"]


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
    ids = [one.field for one in found if one.field in ("external_id", "register_id", "company_external_id")]
    assert [proposal.index for proposal in found] == list(range(len(header)))
    assert len(ids) == len(set(ids))
    assert all(proposal.reason for proposal in found)
    assert all(len(proposal.alternatives) <= 3 for proposal in found)
    assert all(proposal.field not in {one.field for one in proposal.alternatives} for proposal in found)
