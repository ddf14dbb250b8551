"""What a check of an address can find: stable codes, their words, and how long each can be trusted."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["valid", "risky", "invalid", "unknown"]
Finding = Literal[
    "takes_mail",
    "mailbox_exists",
    "free_mail",
    "role_mailbox",
    "mistyped",
    "catch_all",
    "disposable",
    "no_mail_server",
    "not_an_address",
    "reserved_domain",
    "no_domain",
    "refuses_mail",
    "takes_no_mail",
    "no_mailbox",
    "no_answer",
]
# What a verifier says of a mailbox. catch_all: its domain takes every address, so nobody can tell. unknown:
# nobody could tell that day. withdrawn: the person asked the verifier to be forgotten.
Mailbox = Literal["exists", "missing", "catch_all", "disposable", "unknown", "withdrawn"]


@dataclass(frozen=True)
class Meaning:
    """A finding's status and its words."""

    status: Status
    words: str


# Without a verifier nobody can say whether a mailbox exists: `valid` says that the address is well formed and
# its domain takes mail, and its words say no more than that.
MEANINGS: dict[Finding, Meaning] = {
    "takes_mail": Meaning("valid", "Domain takes mail; mailbox not checked"),
    "mailbox_exists": Meaning("valid", "Mailbox exists, a verifier says"),
    "free_mail": Meaning("valid", "Free mail provider; mailbox not checked"),
    "role_mailbox": Meaning("valid", "Role mailbox, read by several people"),
    "mistyped": Meaning("risky", "Domain looks mistyped"),
    "catch_all": Meaning("risky", "Domain takes every address; nobody can tell"),
    "disposable": Meaning("risky", "Disposable address"),
    "no_mail_server": Meaning("risky", "Domain names no mail server, only a website"),
    "not_an_address": Meaning("invalid", "Not an e-mail address"),
    "reserved_domain": Meaning("invalid", "Domain exists on paper only"),
    "no_domain": Meaning("invalid", "Domain does not exist"),
    "refuses_mail": Meaning("invalid", "Domain says it takes no mail"),
    "takes_no_mail": Meaning("invalid", "Domain has no mail server"),
    "no_mailbox": Meaning("invalid", "Mailbox does not exist, a verifier says"),
    "no_answer": Meaning("unknown", "Domain did not answer; check again later"),
}

STATUS_WORDS: dict[Status, str] = {
    "valid": "Valid",
    "risky": "Risky",
    "invalid": "Invalid",
    "unknown": "Unknown",
}

# How long a status can be trusted: mailboxes are given up, domains rarely come back.
FRESH_DAYS: dict[str, int] = {"valid": 75, "risky": 30, "invalid": 180, "unknown": 3}

MAILBOX_WORDS: dict[Mailbox, str] = {
    "exists": "Exists",
    "missing": "Does not exist",
    "catch_all": "Domain takes every address",
    "disposable": "Disposable",
    "unknown": "Nobody could tell",
    "withdrawn": "Not to be asked about",
}

# How long a verifier's word can be trusted before it is asked again; `withdrawn` is for ever.
MAILBOX_DAYS: dict[str, int] = {
    "exists": 75,
    "missing": 180,
    "catch_all": 30,
    "disposable": 180,
    "unknown": 3,
}
