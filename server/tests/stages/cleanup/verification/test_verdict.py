"""What an address is worth, as a table of cases."""

from itertools import product
from typing import get_args

import pytest

from leadgen.records.email_findings import (
    FRESH_DAYS,
    MAILBOX_DAYS,
    MAILBOX_WORDS,
    MEANINGS,
    STATUS_WORDS,
    Finding,
    Mailbox,
    Status,
)
from leadgen.stages.cleanup.verification.verdict import (
    MailAnswer,
    Verdict,
    can_catch_all,
    domain_to_ask,
    verdict,
)

# address, what its domain says, status, finding, suggestion
CASES: tuple[tuple[str, MailAnswer, Status, Finding, str | None], ...] = (
    ("ada@firm.example.com", "mx", "valid", "takes_mail", None),
    ("ada+news@firm.example.com", "mx", "valid", "takes_mail", None),
    ("žofie@háčky.example.com", "mx", "valid", "takes_mail", None),
    ("用户@例え.jp", "mx", "valid", "takes_mail", None),
    ("שלום@דוגמה.co.il", "mx", "valid", "takes_mail", None),
    ("ada@gmail.com", "mx", "valid", "free_mail", None),
    ("ada@seznam.cz", "mx", "valid", "free_mail", None),
    # role mailboxes in the languages of the product: flagged, not rejected
    ("info@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("sales@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("obchod@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("predaj@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("buero@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("kontakt@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("sprzedaz@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("comptabilite@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("ventas@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("vendite@firm.example.com", "mx", "valid", "role_mailbox", None),
    ("verkoop@firm.example.com", "mx", "valid", "role_mailbox", None),
    # the weightier finding wins
    ("info@firm.example.com", "gone", "invalid", "no_domain", None),
    ("info@firm.example.com", "failed", "unknown", "no_answer", None),
    ("ada@firm.example.com", "gone", "invalid", "no_domain", None),
    ("ada@firm.example.com", "refuses", "invalid", "refuses_mail", None),
    ("ada@firm.example.com", "nothing", "invalid", "takes_no_mail", None),
    ("ada@firm.example.com", "address_only", "risky", "no_mail_server", None),
    ("ada@firm.example.com", "failed", "unknown", "no_answer", None),
    ("ada@mailinator.com", "mx", "risky", "disposable", None),
    ("ada@box.mailinator.com", "failed", "risky", "disposable", None),
    ("ada@mailinator.com", "gone", "invalid", "no_domain", None),
    # slips: the known ones always, others only where the domain takes no mail by itself
    ("ada@gmial.com", "mx", "risky", "mistyped", "ada@gmail.com"),
    ("ada@gmial.com", "gone", "invalid", "no_domain", "ada@gmail.com"),
    ("ada@gmial.com", "failed", "risky", "mistyped", "ada@gmail.com"),
    ("ada@seznm.cz", "gone", "invalid", "no_domain", "ada@seznam.cz"),
    ("ada@seznm.cz", "mx", "valid", "takes_mail", None),
    ("ada@outlookk.com", "address_only", "risky", "mistyped", "ada@outlook.com"),
    ("ada@gmx.dee", "gone", "invalid", "no_domain", None),
    ("ada@mail.com", "gone", "invalid", "no_domain", None),
    ("ada@wb.de", "gone", "invalid", "no_domain", None),
    # no question can help these
    ("ada@firm.test", "failed", "invalid", "reserved_domain", None),
    ("ada@printer.local", "failed", "invalid", "reserved_domain", None),
    ("ada@hidden.onion", "failed", "invalid", "reserved_domain", None),
    ("not an address", "failed", "invalid", "not_an_address", None),
    ("", "failed", "invalid", "not_an_address", None),
    ("ada@firm.example.com, bob@firm.example.com", "mx", "invalid", "not_an_address", None),
    ("ada@127.0.0.1", "mx", "invalid", "not_an_address", None),
    ("ada@xn--a.com", "mx", "invalid", "not_an_address", None),
    ("ada@xn--80ak6aa92e.com", "mx", "valid", "takes_mail", None),
    ("😀@firm.example.com", "mx", "valid", "takes_mail", None),
    ("ada\u202e@firm.example.com", "mx", "valid", "takes_mail", None),
    ("a" * 1_000_000 + "@firm.example.com", "mx", "invalid", "not_an_address", None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "answer", "status", "finding", "suggestion"),
    CASES,
    ids=[f"{address[:40]} {answer}" for address, answer, *_ in CASES],
)
def test_an_address_is_worth(
    address: str, answer: MailAnswer, status: Status, finding: Finding, suggestion: str | None
) -> None:
    found = verdict(address, answer)
    assert (found.status, found.finding, found.suggestion) == (status, finding, suggestion)


# address, what its domain says, what a verifier said, finding
SAID: tuple[tuple[str, MailAnswer, Mailbox, Finding], ...] = (
    ("ada@firm.example.com", "mx", "exists", "mailbox_exists"),
    ("ada@firm.example.com", "failed", "exists", "mailbox_exists"),
    ("ada@firm.example.com", "address_only", "exists", "mailbox_exists"),
    ("info@firm.example.com", "mx", "exists", "role_mailbox"),
    ("ada@gmail.com", "mx", "exists", "mailbox_exists"),
    ("ada@firm.example.com", "gone", "exists", "no_domain"),
    ("ada@seznm.cz", "address_only", "exists", "mailbox_exists"),
    ("ada@firm.example.com", "mx", "missing", "no_mailbox"),
    ("info@firm.example.com", "failed", "missing", "no_mailbox"),
    ("ada@firm.example.com", "mx", "catch_all", "catch_all"),
    ("info@firm.example.com", "mx", "catch_all", "catch_all"),
    ("ada@mailinator.com", "mx", "catch_all", "disposable"),
    ("ada@firm.example.com", "mx", "disposable", "disposable"),
    ("ada@firm.test", "failed", "exists", "reserved_domain"),
    ("ada@gmial.com", "mx", "catch_all", "mistyped"),
)


@pytest.mark.parametrize(("address", "answer", "mailbox", "finding"), SAID)
def test_what_a_verifier_said_weighs(
    address: str, answer: MailAnswer, mailbox: Mailbox, finding: Finding
) -> None:
    assert verdict(address, answer, mailbox).finding == finding


def test_a_mailbox_that_does_not_exist_keeps_the_address_that_was_meant() -> None:
    assert verdict("ada@gmial.com", "mx", "missing") == Verdict("no_mailbox", "ada@gmail.com")


def test_of_a_free_provider_one_mailbox_tells_nothing_of_another() -> None:
    told = {one: can_catch_all(one) for one in ("ada@firm.example.com", "ada@gmail.com", "nonsense")}
    assert list(told.values()) == [True, False, False]


def test_one_domain_is_asked_about_once_in_all_its_spellings() -> None:
    spellings = ("ada@háčky.example.com", "bob@xn--hky-ela4t.example.com", "Eve@HÁČKY.example.com")
    assert len({domain_to_ask(one) for one in spellings}) == 1


def test_nobody_is_asked_about_what_no_answer_could_change() -> None:
    asked = [domain_to_ask(one) for one in ("ada@firm.test", "ada@x.local", "nonsense", "ada@[10.0.0.1]", "")]
    assert asked == [None] * 5


def test_every_finding_has_its_words_and_every_status_its_time() -> None:
    assert set(MEANINGS) == set(get_args(Finding))
    assert set(FRESH_DAYS) == set(STATUS_WORDS) == set(get_args(Status))
    assert set(MAILBOX_WORDS) == set(get_args(Mailbox)) == {*MAILBOX_DAYS, "withdrawn"}
    assert all(len(meaning.words) < 50 for meaning in MEANINGS.values())


def test_only_a_domain_that_answered_makes_an_address_valid() -> None:
    for answer, local in product(get_args(MailAnswer), ("ada", "info")):
        assert (verdict(f"{local}@firm.example.com", answer).status == "valid") is (answer == "mx")


def test_a_suggestion_is_itself_an_address_without_a_suggestion() -> None:
    for address, answer, *_, suggestion in CASES:
        if suggestion is not None:
            assert verdict(suggestion, answer) != verdict(address, answer)
            assert verdict(suggestion, "mx") == Verdict("free_mail")
