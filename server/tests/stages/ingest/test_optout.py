"""Who does not want to be written to, as cells say it in the words of many tools."""

import re
from collections.abc import Sequence

import pytest

from leadgen.stages.ingest.contracts import Channel, Column
from leadgen.stages.ingest.headers.reading import readings
from leadgen.stages.ingest.optout import channels_of, opted_out


def says(
    cell: str, *, field: str | None = None, header: str = "Unsubscribed", no: Sequence[str] = ()
) -> bool:
    column = Column(
        0, header, (), field, 0.0, "", opt_out=True, opt_out_of=channels_of(header), no_words=no
    )  # fmt: skip
    return bool(opted_out([column], [cell]))


@pytest.mark.parametrize("cell", ["yes", "TRUE", "1", "x", "Ano", "2026-01-31 10:00", "spam"])
def test_a_yes_a_date_or_a_reason_is_an_opt_out(cell: str) -> None:
    assert says(cell)


@pytest.mark.parametrize("cell", ["", " ", "no", "FALSE", "0", "Ne", "-", "n/a", "none"])
def test_a_no_or_nothing_is_none(cell: str) -> None:
    assert not says(cell)


def test_a_word_that_a_person_calls_no_is_none() -> None:
    assert says("wants mail")
    assert not says("wants mail", no=["Wants mail"])


@pytest.mark.parametrize(
    ("cell", "out"),
    [("unsubscribed", True), ("Opted-out", True), ("cleaned", True), ("désabonné", True),
     ("odhlášen", True), ("subscribed", False), ("active", False), ("pending", False), ("yes", False),
     ("", False)],
)  # fmt: skip
def test_a_status_is_one_only_by_a_word_for_it(cell: str, out: bool) -> None:
    assert says(cell, field="subscription_status", header="Status") == out


@pytest.mark.parametrize(
    ("header", "channels"),
    [
        ("Email Opt Out", ["email"]), ("Unsubscribed", ["email"]), ("Do Not Call", ["phone"]),
        ("Blocklisted - SMS", ["phone"]), ("Do not contact", ["email", "phone", "linkedin"]),
        ("Opted out", ["email", "phone", "linkedin"]), ("Nevolat", ["phone"]),
        ("Nezasílat", ["email", "phone", "linkedin"]),
        ("Nezasílat e-maily", ["email"]), ("Nie dzwonić", ["phone"]), ("Geen nieuwsbrief", ["email"]),
    ],
)  # fmt: skip
def test_the_header_says_by_which_way(header: str, channels: list[Channel]) -> None:
    assert channels_of(header) == channels


# en, cs, sk, de, pl, fr, es, it, nl, sv
STOP_HEADERS = """
Do not call|Do not contact|Do not email|Do not mail|DNC|Opt out|Opted out|Unsubscribed|No calls
No marketing|No emails|Not to contact|Don't contact|Don't call|Email opt-out|Phone opt-out
SMS opt out|Do Not Disturb|Blacklist|Marketing opt out|Opt-out reason|GDPR opt out
Do not solicit|Global opt-out
Nevolat|Nekontaktovat|Nezasílat|Neposílat|Neoslovovat|Nepsat|Odhlášen|Odhlášeno
Nezasílat newsletter|Nezasílat e-maily|Neposílat e-maily|Zákaz kontaktování|Zákaz oslovení
Zákaz zasílání|Nepřeje si kontakt|Nechce být kontaktován|Bez newsletteru
Odhlášen z newsletteru|Nesouhlasí se zasíláním|Odvolal souhlas|Nezasílat obchodní sdělení
Datum odhlášení|Důvod odhlášení
Nevolať|Nekontaktovať|Nezasielať|Neposielať|Neoslovovať|Nepísať|Odhlásený|Odhlásené
Nezasielať newsletter|Neposielať e-maily|Zákaz kontaktovania|Neželá si kontakt
Odhlásený z newslettera|Dátum odhlásenia|Odvolal súhlas|Nezasielať obchodné oznámenia
Nicht anrufen|Nicht kontaktieren|Keine E-Mails|Kein Newsletter|Keine Werbung|Keine Anrufe
Abgemeldet|Abgemeldet am|Werbesperre|Kontaktsperre|Widerspruch|Werbewiderspruch
Nicht anschreiben|Newsletter abgemeldet|Anrufsperre|Mailsperre|E-Mail-Sperre|Opt-out
Abmeldedatum|Abmeldegrund|Werbung verboten|Bitte nicht kontaktieren|Keine Kontaktaufnahme
Kein Kontakt|Telefonsperre
Nie dzwonić|Nie kontaktować|Nie wysyłać|Nie pisać|Wypisany|Wypisano|Sprzeciw|Zakaz kontaktu
Nie wysyłać maili|Nie wysyłać e-maili|Nie wysyłać newslettera|Wypisany z newslettera
Data wypisania|Brak zgody|Nie kontaktować się|Cofnięta zgoda|Sprzeciw marketingowy
Ne pas appeler|Ne pas contacter|Ne pas envoyer|Ne pas écrire|Ne pas démarcher|Désabonné
Désinscrit|Désinscription|Opposition|Ne pas envoyer d'e-mails|Ne pas emailer|Pas d'e-mail
Pas de newsletter|Ne plus contacter|Ne plus appeler|Date de désabonnement
Date de désinscription|Motif de désinscription|Refus de contact|Bloctel
Opposition au démarchage|Liste noire
No llamar|No contactar|No enviar|No enviar correos|No escribir|Dado de baja|Baja
Baja newsletter|Fecha de baja|Lista Robinson|No enviar emails|No enviar publicidad|No molestar
Cancelado suscripción|No desea ser contactado|Suscripción cancelada|Lista negra|Motivo de baja
Desuscrito
Non chiamare|Non contattare|Non inviare|Non inviare email|Non scrivere|Disiscritto
Disiscrizione|Data disiscrizione|Opposizione|Non disturbare|Non telefonare
Registro delle opposizioni|Disiscritto dalla newsletter|No newsletter|Non inviare newsletter
Blacklist|Revoca consenso|Non desidera essere contattato|Niente email
Niet bellen|Niet contacteren|Niet mailen|Niet e-mailen|Niet benaderen|Geen e-mail
Geen nieuwsbrief|Geen reclame|Uitgeschreven|Afgemeld|Datum uitschrijving|Bel-me-niet
Bel me niet|Geen contact|Niet telefoneren|Niet schrijven|Uitgeschreven nieuwsbrief|Geen post
Afmelddatum|Niet versturen|Niet storen
Ring inte|Ring ej|Kontakta inte|Kontakta ej|Får ej kontaktas|Skicka inte|Skicka ej|Maila inte
Mejla inte|Ej e-post|Ingen reklam|Avregistrerad|Avprenumererad|Avanmäld|Nix|NIX-registrerad
Ej nyhetsbrev|Inget nyhetsbrev|Avregistrerad datum|Spärrad|Reklamspärr|Avböjt kontakt
Ej direktreklam
"""


@pytest.mark.parametrize("header", re.split(r"[|\n]", STOP_HEADERS.strip()))
def test_a_header_that_says_stop_is_an_opt_out_in_ten_languages(header: str) -> None:
    (found,) = readings(header)
    assert found.noun == "opt_out"


@pytest.mark.parametrize(
    "header",
    ["Unsubscribe link", "NIE", "Kontakt", "Contact", "Newsletter", "Opt in date", "Telefon", "Ring", "Bel",
     "Kontaktformular", "Preferred contact method", "Pass", "Data urodzenia", "Souhlas"],
)  # fmt: skip
def test_a_header_that_only_sounds_like_it_is_none(header: str) -> None:
    assert "opt_out" not in {found.noun for found in readings(header)}


def test_a_column_that_is_no_opt_out_or_not_there_says_nothing() -> None:
    plain, missing = Column(0, "A", (), None, 0.0, ""), Column(5, "B", (), None, 0.0, "", opt_out=True)
    assert opted_out([plain, missing], ["yes"]) == frozenset()
