"""A card as one row of a table whose columns are the same for every file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from leadgen_vcard.properties import Property, label

# Column → field; "" where no field holds it: a person may map it.
COLUMNS: Mapping[str, str] = {
    "Name prefix": "name_prefix",
    "First name": "first_name",
    "Middle name": "middle_name",
    "Last name": "last_name",
    "Name suffix": "name_suffix",
    "Full name": "full_name",
    "Nickname": "nickname",
    "Company": "company_name",
    "Department": "department",
    "Job title": "job_title",
    "E-mail": "email",
    "Other e-mails": "email_other",
    "Mobile phone": "phone_mobile",
    "Work phone": "phone_work",
    "Other phones": "phone_other",
    "Fax": "fax",
    "Street": "street",
    "City": "city",
    "State": "state",
    "Postal code": "postal_code",
    "Country": "country",
    "Other addresses": "",
    "Website": "website",
    "LinkedIn": "linkedin_url",
    "Facebook": "facebook_url",
    "X (Twitter)": "twitter_url",
    "Other links": "",
    "Birthday": "birthday",
    "Birthday without a year": "",
    "Notes": "notes",
    "Tags": "tags",
    "Card id": "",
}
HEADER: Sequence[str] = tuple(COLUMNS)

_SEVERAL = "; "
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")
_DATE_WITHOUT_YEAR = re.compile(r"(?:--|1604-)(\d{2})-?(\d{2})(?:T.*)?")
_EXTENSION = re.compile(r";ext=(\d+).*", re.IGNORECASE)
_NETWORKS = {"linkedin": "LinkedIn", "facebook": "Facebook", "twitter": "X (Twitter)", "x": "X (Twitter)"}
_HOSTS = {**_NETWORKS, "fb": "Facebook"}
_SOCIAL = ("X-SOCIALPROFILE", "SOCIALPROFILE")
_NO_PHONE = frozenset({"pager", "modem", "video", "bbs", "textphone"})


def row_of(card: Sequence[Property]) -> list[str]:
    """The cells of one card, in the order of COLUMNS."""
    found = _Card(card)
    cells = dict.fromkeys(COLUMNS, "")
    for part in (_names, _work, _mails, _phones, _addresses, _links, _birthday, _rest):
        cells.update(part(found))
    return [cells[column] for column in COLUMNS]


class _Card:
    """The properties of a card, the preferred ones first, with the words of Apple's labels as types."""

    def __init__(self, card: Sequence[Property]) -> None:
        self._card = card
        self._labels = {prop.group: label(prop) for prop in card if prop.name == "X-ABLABEL" and prop.group}

    def all(self, *names: str) -> list[Property]:
        found = [prop for prop in self._card if prop.name in names and prop.value.strip("; \t")]
        return sorted(found, key=lambda prop: prop.preference)

    def first(self, *names: str) -> str:
        return next((prop.text() for prop in self.all(*names)), "")

    def types(self, prop: Property) -> frozenset[str]:
        word = self._labels.get(prop.group) if prop.group else None
        return prop.types | {word} if word else prop.types


def _names(card: _Card) -> Mapping[str, str]:
    """The parts; the full name only where a person's card has none."""
    parts = next((prop.parts() for prop in card.all("N")), [])
    last, first, middle, prefix, suffix = [_listed(part) for part in [*parts, "", "", "", "", ""][:5]]
    full = card.first("FN")
    is_firm = _is_firm(card) or (not (first or last) and full.casefold() == _company(card).casefold())
    named = {"Name prefix": prefix, "First name": first, "Middle name": middle, "Last name": last}
    if is_firm:
        return {"Company": _company(card) or full}
    return {**named, "Name suffix": suffix, "Full name": "" if first or last else full} | {
        "Nickname": card.first("NICKNAME")
    }


def _work(card: _Card) -> Mapping[str, str]:
    parts = next((prop.parts() for prop in card.all("ORG")), [])
    units = ", ".join(part for part in parts[1:] if part)
    cells = {"Department": units, "Job title": card.first("TITLE") or card.first("ROLE")}
    return {**cells, "Company": parts[0]} if parts and parts[0] else cells


def _company(card: _Card) -> str:
    return next((prop.parts()[0] for prop in card.all("ORG")), "")


def _is_firm(card: _Card) -> bool:
    return card.first("KIND").lower() == "org" or card.first("X-ABSHOWAS").upper() == "COMPANY"


def _mails(card: _Card) -> Mapping[str, str]:
    found = _distinct(prop.text().removeprefix("mailto:") for prop in card.all("EMAIL"))
    return {"E-mail": found[0] if found else "", "Other e-mails": _SEVERAL.join(found[1:])}


def _phones(card: _Card) -> Mapping[str, str]:
    """The first number of each kind in its column; the rest, and those at home, with the others."""
    cells: dict[str, str] = {}
    others: list[str] = []
    for prop in card.all("TEL"):
        types, number = card.types(prop), _number(prop)
        column = _phone_column(types)
        if not number or types & _NO_PHONE:
            continue
        if column and column not in cells:
            cells[column] = number
        elif number not in cells.values():
            others.append(number)
    return {**cells, "Other phones": _SEVERAL.join(_distinct(others))}


def _phone_column(types: frozenset[str]) -> str | None:
    if any("fax" in one for one in types):
        return "Fax"
    if types & {"cell", "mobile", "iphone"}:
        return "Mobile phone"
    return "Work phone" if types & {"work", "main"} else None


def _number(prop: Property) -> str:
    text = prop.text()
    return _EXTENSION.sub(r" ext. \1", text.removeprefix("tel:")) if text.startswith("tel:") else text


def _addresses(card: _Card) -> Mapping[str, str]:
    """The preferred address in parts, else the one at work, else the first."""
    found = sorted(card.all("ADR"), key=lambda prop: (prop.preference, "work" not in card.types(prop)))
    if not found:
        return {}
    box, more, street, city, state, code, country = _address(found[0])
    lines = ", ".join(" ".join(part.split()) for part in (street, more, box) if part)
    others = [", ".join(part for part in _address(prop) if part) for prop in found[1:]]
    return {
        "Street": lines, "City": city, "State": state, "Postal code": code, "Country": country,
        "Other addresses": _SEVERAL.join(_distinct(others)),
    }  # fmt: skip


def _address(prop: Property) -> list[str]:
    parts = [part.replace("\n", ", ") for part in prop.parts()]
    return [*parts, "", "", "", "", "", "", ""][:7]


def _links(card: _Card) -> Mapping[str, str]:
    cells: dict[str, str] = {}
    others: list[str] = []
    for prop in card.all(*_SOCIAL, "URL", "X-LINKEDIN", "X-TWITTER", "X-FACEBOOK"):
        link = prop.text()
        column = _link_column(prop, link, card.types(prop))
        if column in cells and link not in cells.values():
            others.append(link)
        cells.setdefault(column, link)
    return {**cells, "Other links": _SEVERAL.join(_distinct([*others, cells.get("Other links", "")]))}


def _link_column(prop: Property, link: str, types: frozenset[str]) -> str:
    """By the network that is named, or the host of the address."""
    told = next((_NETWORKS[word] for word in sorted(types) if word in _NETWORKS), None)
    if prop.name.startswith("X-") and prop.name not in _SOCIAL:
        told = _NETWORKS[prop.name.removeprefix("X-").lower()]
    if told:
        return told
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return "Other links"
    site = host.split(".")[-2] if host.count(".") else ""
    return _HOSTS.get(site, "Other links" if prop.name in _SOCIAL else "Website")


def _birthday(card: _Card) -> Mapping[str, str]:
    """A day as ISO text; Apple writes the year 1604 where there is none."""
    text = card.first("BDAY")
    if without := _DATE_WITHOUT_YEAR.fullmatch(text):
        return {"Birthday without a year": f"{without[1]}-{without[2]}"}
    day = _DATE.fullmatch(text)
    return {"Birthday": "-".join(day.groups()) if day else text}


def _rest(card: _Card) -> Mapping[str, str]:
    tags = [tag for prop in card.all("CATEGORIES") for tag in prop.parts(",")]
    notes = [prop.text() for prop in card.all("NOTE")]
    return {"Notes": "\n".join(notes), "Tags": _SEVERAL.join(_distinct(tags)), "Card id": card.first("UID")}


def _listed(part: str) -> str:
    """Several given names stand with commas between them."""
    return " ".join(part.replace(",", " ").split())


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
