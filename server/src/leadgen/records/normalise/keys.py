"""Strong identities of a record, from its stored values."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from leadgen.records.normalise import domain, email, linkedin
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad, Value


def keys_of(kind: Literal["contact", "company"], values: Mapping[str, Value | None]) -> list[str]:
    """`kind:key` of each identity that one record alone can have, in a fixed order, each once.

    A role mailbox, a free-mail domain or a page on a shared site identifies nobody. A contact without any
    gets the hash of its values, so that the same line twice is one contact; a company without any gets
    none and is found by its name.
    """
    if kind == "company":
        return list(dict.fromkeys(_company_keys(values)))
    return list(dict.fromkeys(_contact_keys(values))) or [row_key(values)]


def stands(key: str) -> bool:
    """Can this be an identity by the lists at hand: neither a role mailbox nor a domain that many have?"""
    kind, _, rest = key.partition(":")
    if kind == "email":
        return not email.is_role(rest.rpartition("@")[0])
    if kind != "domain":
        return True
    found = domain.host(rest)
    return isinstance(found, Bad) or not domain.is_shared(found.domain)


def row_key(values: Mapping[str, Value | None]) -> str:
    """The identity of a line that has no other: all its values, whatever their order and letter case."""
    held = {key: _folded(value) for key, value in values.items() if value not in (None, "", [], ())}
    digest = hashlib.blake2b(json.dumps(held, sort_keys=True, default=list).encode(), digest_size=16)
    return f"row:{digest.hexdigest()}"


def _contact_keys(values: Mapping[str, Value | None]) -> Iterator[str]:
    for address in _texts(values, "email", "email_other"):
        key = _email_key(address)
        if key and not email.is_role(key.rpartition("@")[0]):
            yield f"email:{key}"
    for address in _texts(values, "linkedin_url"):
        if key := linkedin.person_key(address):
            yield f"linkedin:{key}"
    for identity in _texts(values, "external_id"):
        yield f"external:{identity}"


def _email_key(address: str) -> str | None:
    """A stored address in ASCII is its own key: international domains are stored in their own letters."""
    if address.isascii() and address.islower() and address.count("@") == 1 and " " not in address:
        return address
    found = email.normalise(address)
    return None if isinstance(found, Bad) else found.key


def _company_keys(values: Mapping[str, Value | None]) -> Iterator[str]:
    for name in _texts(values, "company_domain", "company_website"):
        found = _domain(name)
        if found is not None and not domain.is_shared(found[0]):
            yield found[1]
            break
    for number in _texts(values, "register_id"):
        yield f"register:{values.get('company_country') or ''}:{_register_key(number)}"
    for address in _texts(values, "company_linkedin_url"):
        page = linkedin.normalise(address)
        if not isinstance(page, Bad) and page.kind == "company":
            yield f"company_linkedin:{page.key}"
    for identity in _texts(values, "company_external_id"):
        yield f"company_external:{identity}"


@lru_cache(maxsize=65_536)
def _domain(name: str) -> tuple[str, str] | None:
    """A domain and its key."""
    found = domain.normalise(name)
    return None if isinstance(found, Bad) else (found, f"domain:{domain.key_of(found)}")


def _texts(values: Mapping[str, Value | None], *fields: str) -> list[str]:
    """The texts that these fields hold."""
    found: list[str] = []
    for field in fields:
        value = values.get(field)
        if not value:
            continue
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Sequence):
            found += [text for text in value if text]
    return found


def _register_key(number: str) -> str:
    return "".join(character for character in plain.key(number) if character.isalnum())


def _folded(value: Value | None) -> object:
    if isinstance(value, str):
        return plain.key(value)
    if isinstance(value, Sequence):
        return sorted(plain.key(text) for text in value)
    return value
