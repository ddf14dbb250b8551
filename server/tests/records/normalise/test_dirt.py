"""What lists of strangers hold: the dirt around a value goes; what is none of its kind says why."""

import pytest

from leadgen.records import registry
from leadgen.records.normalise import Bad, Context, answers, normalise_value


@pytest.mark.parametrize(
    ("kind", "written", "normalised"),
    [
        ("phone", "+420 (0) 777 123 456", "+420777123456"),
        ("phone", "+421 (0)2/1234 5678", "+421212345678"),
        ("phone", "٧٧٧ ١٢٣ ٤٥٦", "+420777123456"),
        ("email", '"ada.loveland"@example.com', "ada.loveland@example.com"),
        ("email", "ada (at) example.com", "ada@example.com"),
        ("email", "ada[at]example[dot]com", "ada@example.com"),
        ("email", "ada@example.com (work)", "ada@example.com"),
        ("email", "e-mail ada@example.com", "ada@example.com"),
        ("email", "ﬁnance@example.com", "finance@example.com"),
        ("domain", "http//example.com", "example.com"),
        ("domain", "https://https://example.com", "example.com"),
        ("domain", "<https://example.com>", "example.com"),
        ("linkedin", "/pub/ada-loveland/1/2/3", "https://www.linkedin.com/in/ada-loveland-0030021"),
        ("linkedin", "https://www.linkedin.com/mwlite/in/ada", "https://www.linkedin.com/in/ada"),
        ("linkedin", "https://www.linkedin.com/comm/in/ada", "https://www.linkedin.com/in/ada"),
        ("linkedin", "https//www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("linkedin", "<https://www.linkedin.com/in/ada>", "https://www.linkedin.com/in/ada"),
        (
            "linkedin",
            "https://www.linkedin.com/authwall?trk=x&sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada",
            "https://www.linkedin.com/in/ada",
        ),
        ("person", "ada (sales)", "Ada"),
        ("person", "Ada Loveland [External]", "Ada Loveland"),
        ("person", "Ada Loveland, CEO at Acme", "Ada Loveland"),
        ("person", "Ada Loveland, she/her", "Ada Loveland"),
        ("person", "'Ada Loveland'", "Ada Loveland"),
        ("person", '"Loveland, Ada" <ada@example.com>', "Ada Loveland"),
        ("person", "aDA lOVELAND", "Ada Loveland"),
        ("person", "Loveland Ada via LinkedIn", "Loveland Ada"),
        ("location", "Austin, Texas Metropolitan Area", "Austin, Texas, United States"),
        ("location", "Île-de-France, France", "Île-de-France, France"),
        ("location", "Lebanon, PA", "Lebanon, PA, United States"),
        ("location", "Washington, D.C.", "Washington, DC, United States"),
        ("location", "EC1A 1BB London", "London, United Kingdom"),
        ("location", "12 Main St, Chicago, IL 60601, USA", "Chicago, IL, United States"),
        ("location", "Paris et périphérie", "Paris, France"),
    ],
)
def test_the_value_is_found_in_the_dirt(kind: str, written: str, normalised: str) -> None:
    found = answers.answer(kind, written, "CZ")
    assert (found.normalised, found.status) == (normalised, "valid")


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        ("phone", "(02) 1234 5678", "Phone has 10 digits; a number of Czechia has 9"),
        ("phone", "+4200212345678", "Phone has 10 digits; a number of Czechia has 9"),
        ("phone", "123456789", "Phone begins with 1, as no number of Czechia does"),
        ("phone", "+1 123 456 7890", "Phone begins with 1, as no number of United States does"),
        ("email", "ada@[192.168.0.1]", "E-mail domain is an IP address, not a name"),
        ("domain", "co.uk", "co.uk is an ending under which others register their domains"),
        ("domain", "www.example", "Domain has no ending such as .com"),
        ("person", "info", "This is the mailbox of a team or a function, not a person's name"),
        ("person", "sales team", "This is the mailbox of a team or a function, not a person's name"),
        ("person", "Acme s.r.o.", "This is a company's name, not a person's"),
        ("person", "ada@example.com", "This is an e-mail address, not a name"),
        ("person", "LinkedIn Member", "This stands for somebody whose name is not shown"),
        ("person", "123", "There is no name in it"),
    ],
)
def test_what_is_none_says_why(kind: str, written: str, reason: str) -> None:
    assert answers.answer(kind, written, "CZ") == answers.Answer(None, {}, "invalid", reason)


def test_a_place_of_two_countries_is_left_open() -> None:
    found = answers.answer("location", "Georgia")
    assert (found.status, found.parts["country"]) == ("unknown", None)
    assert answers.answer("location", "Georgia", "US").parts["region"] == "Georgia"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("DUPONT Jean", "Jean", "Dupont"),
        ("NOVÁK Jan", "Jan", "Novák"),
        ("WANG Xiaoming", "Xiaoming", "Wang"),
        ("Kim Min-jun", "Min-jun", "Kim"),
        ("Nagy János", "János", "Nagy"),
        ("Dr. Kovács-Szabó Éva", "Éva", "Kovács-Szabó"),
        ("Kovácsné Szabó Éva", "Éva", "Kovácsné Szabó"),
        ("Nováková Jana", "Jana", "Nováková"),
        ("Kowalski Jan", "Jan", "Kowalski"),
        ("Juan Pérez García", "Juan", "Pérez García"),
        ("Otto Graf von Stein", "Otto", "Graf von Stein"),
        ("Robert (Bob) Smith", "Robert", "Smith"),
        ("Max Mustermann, M.Sc.", "Max", "Mustermann"),
        ("János Nagy", "János", "Nagy"),
        ("AJ Smith", "AJ", "Smith"),
        ("Becky Smith", "Becky", "Smith"),
        ("Zdenko Horvat", "Zdenko", "Horvat"),
        ("Bryan Kim", "Bryan", "Kim"),
    ],
)
def test_the_family_name_is_told_wherever_it_stands(written: str, first: str, last: str) -> None:
    parts = answers.answer("person", written).parts
    assert (parts["first"], parts["last"]) == (first, last)


def test_a_call_name_between_the_names_is_kept_apart() -> None:
    for written in ("Robert (Bob) Smith", 'Robert "Bob" Smith', "Robert „Bob“ Smith"):
        assert answers.answer("person", written).parts["nickname"] == "Bob"


@pytest.mark.parametrize(
    ("written", "name", "form", "key"),
    [
        ("株式会社例", "例", "株式会社", "例"),
        ("㈱例", "例", "㈱", "例"),
        ("예시(주)", "예시", "(주)", "예시"),
        ("A/S Acme", "Acme", "A/S", "acme"),
        ("S.p.A. Acme", "Acme", "S.p.A.", "acme"),
        ("Aktiebolaget Acme", "Acme", "Aktiebolaget", "acme"),
        ("Oy Acme Ab", "Acme", "Oy Ab", "acme"),
        ("UAB „Acme“", "Acme", "UAB", "acme"),
        ("Acme AG Österreich", "Acme Österreich", "AG", "acme osterreich"),
        ("Acme GmbH (Deutschland)", "Acme (Deutschland)", "GmbH", "acme deutschland"),
        ("Acme Inc. (NASDAQ: ACME)", "Acme", "Inc.", "acme"),
        ("Acme s.r.o. v likvidaci", "Acme", "s.r.o.", "acme"),
        ("Acme s.n.c. di Rossi Mario & C.", "Acme", "s.n.c.", "acme"),
        ("Stiftung Beispiel", "Beispiel", "Stiftung", "stiftung beispiel"),
        ("Société Générale SA", "Société Générale", "SA", "societe generale"),
        ("Firma Acme s.r.o.", "Acme", "s.r.o.", "acme"),
        ("The Acme Company", "The Acme", "Company", "acme"),
        ("SAS Institute Inc.", "SAS Institute", "Inc.", "sas institute"),
        ("AG Insurance", "AG Insurance", None, "ag insurance"),
    ],
)
def test_a_legal_form_is_found_in_front_inside_and_behind(
    written: str, name: str, form: str | None, key: str
) -> None:
    parts = answers.answer("company", written).parts
    assert (parts["name"], parts["legal_form"], parts["key"]) == (name, form, key)


@pytest.mark.parametrize(
    ("written", "seniority", "department"),
    [
        ("VP Eng", "vp", "engineering"),
        ("VP, Eng.", "vp", "engineering"),
        ("Mktg Mgr", "manager", "marketing"),
        ("Acct Exec", "individual_contributor", "sales"),
        ("Sr SWE", "senior", "engineering"),
        ("CS Manager", "manager", "customer_success"),
        ("Talent Acquisition Partner", "individual_contributor", "hr"),
        ("Estagiário", "intern", "other"),
        ("Innkjøpsleder", "manager", "procurement"),
        ("Kereskedelmi igazgató", "director", "sales"),
    ],
)
def test_short_and_foreign_titles_are_read(written: str, seniority: str, department: str) -> None:
    parts = answers.answer("title", written).parts
    assert (parts["seniority"], parts["department"]) == (seniority, department)


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("seniority", "C-Suite", "c_level"),
        ("seniority", "Vice President", "vp"),
        ("seniority", "Senior Manager", "manager"),
        ("department", "Human Resources", "hr"),
        ("department", "Sales, Marketing", "sales"),
        ("seniority", "unknown", None),
    ],
)
def test_a_rank_or_department_of_another_tool_becomes_the_choice(
    field: str, written: str, value: str | None
) -> None:
    assert normalise_value(field, written, Context()) == value


@pytest.mark.parametrize("key", ["seniority", "department"])
def test_every_choice_is_read_by_its_value_and_its_label_and_nothing_else(key: str) -> None:
    field = next(one for one in registry.registered("contact") if one.key == key)
    for option in field.options or ():
        assert normalise_value(key, option.value, Context()) == option.value
        assert normalise_value(key, option.label, Context()) == option.value
    assert isinstance(normalise_value(key, "Wizardry", Context()), Bad)
