"""The built-in lists a workspace may change, and how a word of each is compared. Pure.

The words of titles have a meaning among several; the words of the other lists are what the list says, or not.
"""

from collections.abc import Mapping, Sequence

from leadgen.records.field import RecordKind
from leadgen.records.normalise import Bad, company, domain, legal_forms, mail_hosts, title
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.own_words import VocabularyName

# Keys follow from these lists: whose.
KEYS_OF: Mapping[VocabularyName, RecordKind] = {
    "legal_form": "company",
    "role_mailbox": "contact",
    "free_mail": "company",
}
LABELS: Mapping[VocabularyName, Mapping[str, str]] = {
    "seniority": {str(value): label for value, label in title.SENIORITY_LABELS.items()},
    "department": {str(value): label for value, label in title.DEPARTMENT_LABELS.items()},
    "legal_form": {"legal_form": "Legal form"},
    "role_mailbox": {"role_mailbox": "Role mailbox"},
    "free_mail": {"free_mail": "Free-mail domain"},
}
_MOST_CHARS = 60
_MOST_DOMAIN_CHARS = 120


def built_in(name: VocabularyName) -> Mapping[str, Sequence[str]]:
    """The product's own list: what its words mean → the words, in their order."""
    match name:
        case "legal_form":
            return {name: legal_forms.listed()}
        case "role_mailbox":
            return {name: sorted(mail_hosts.ROLE_MAILBOXES)}
        case "free_mail":
            return {name: sorted(mail_hosts.FREE_MAIL)}
        case _:
            return title.built_in(name)


def same(name: VocabularyName, word: str) -> str:
    """What two spellings of a word share."""
    return legal_forms.together(plain.key(word)) if name == "legal_form" else plain.key(word)


def folded(name: VocabularyName, word: str) -> str | Bad:
    """The word as it is kept and compared, or why it is none."""
    most = _MOST_DOMAIN_CHARS if name == "free_mail" else _MOST_CHARS
    found = _FOLDED[name](word) if name in _FOLDED else " ".join(title.WORDS.findall(plain.key(word)))
    if isinstance(found, Bad):
        return found
    if not any(map(str.isalnum, found)) or len(found) > most:
        return Bad(f"A word has a letter or a digit, and up to {most} characters")
    return found


def _form(word: str) -> str | Bad:
    found = company.as_form(word)
    if len(found.split()) > legal_forms.LONGEST:
        return Bad(f"A legal form has up to {legal_forms.LONGEST} words")
    return found


def _mailbox(word: str) -> str | Bad:
    """`sales`, `Sales@` and `sales@acme.example` are one mailbox."""
    local = plain.display(word).lower().partition("@")[0]
    if any(map(str.isspace, local)):
        return Bad("A mailbox is one word, as it stands before the @")
    return local


def _host(word: str) -> str | Bad:
    found = domain.host(domain.host_of(plain.display(word)))
    return found if isinstance(found, Bad) else found.name


_FOLDED = {"legal_form": _form, "role_mailbox": _mailbox, "free_mail": _host}
