"""Which addresses a record's values or a person's words name, in the form that all spellings share. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from leadgen.records.normalise import NORMALISERS, Bad, Context, domain, linkedin
from leadgen.records.projection import point_key
from leadgen.records.suppression.contracts import Address, AddressInvalid, Kind

# The fields of a contact by the way they reach it.
FIELDS: Mapping[Kind, Sequence[str]] = {
    "email": ("email", "email_other"),
    "phone": ("phone_mobile", "phone_work", "phone_other"),
    "linkedin": ("linkedin_url",),
    "domain": ("company_domain", "company_website"),
}
_NORMALISERS: Mapping[Kind, str] = {"email": "email", "phone": "phone", "linkedin": "linkedin_person"}
CHANNELS: tuple[Kind, ...] = ("email", "phone", "linkedin")
DOMAINS: tuple[Kind, ...] = ("domain",)


def read(kind: Kind, text: str, country: str | None = None) -> Address:
    """The address that a person wrote. Raises AddressInvalid."""
    cleaned = text.strip()
    if kind == "domain":
        return _domain(cleaned)
    found = NORMALISERS[_NORMALISERS[kind]](cleaned, Context(country=country))
    if isinstance(found, Bad) or not isinstance(found, str):
        raise AddressInvalid(found.message if isinstance(found, Bad) else "Write the address that is meant.")
    address = _address(kind, found)
    if address is None:
        raise AddressInvalid(
            "This is no profile of a person. Use the address of one, as linkedin.com/in/name."
        )
    return address


def of_values(values: Mapping[str, object], kinds: Collection[Kind]) -> list[Address]:
    """The addresses of these kinds that normalised values hold, each once."""
    found = (
        _address(kind, value)
        for kind in kinds
        for field in FIELDS[kind]
        for value in _texts(values.get(field))
    )
    return list(dict.fromkeys(address for address in found if address is not None))


def covering(addresses: Collection[Address]) -> list[Address]:
    """The addresses, and the domains whose suppression covers them: those of the mailboxes."""
    domains = [_address("domain", address.key) for address in addresses if address.kind == "email"]
    return list(dict.fromkeys([*addresses, *(found for found in domains if found is not None)]))


def digest_of(workspace_id: UUID, address: Address) -> bytes:
    """What is kept of an address after its erasure; another one in every workspace."""
    return sha256(workspace_id.bytes + f"{address.kind}\0{address.key}".encode()).digest()


def _domain(text: str) -> Address:
    found = domain.normalise(text)
    if isinstance(found, Bad):
        raise AddressInvalid(found.message)
    if domain.is_shared(found):
        raise AddressInvalid(f"Many people share {found}. Keep out single addresses of it instead.")
    return _domain_address(domain.key_of(found))


def _domain_address(name: str) -> Address:
    return Address("domain", name, name)


def _address(kind: Kind, value: str) -> Address | None:
    if kind == "domain":
        found = domain.normalise(value)
        return (
            None
            if isinstance(found, Bad) or domain.is_shared(found)
            else _domain_address(domain.key_of(found))
        )
    if kind == "linkedin":
        page = linkedin.normalise(value)
        return None if isinstance(page, Bad) or page.kind != "person" else Address(kind, value, page.key)
    return Address(kind, value, point_key(kind, value).lower() if kind == "email" else value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        yield from (one for one in value if isinstance(one, str))
