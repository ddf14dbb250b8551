"""What a page says of its firm: each fact with the words it is read from, verbatim."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leadgen_sdk import JSON
from leadgen_sdk.sites.parsing import Sheet

_ORGANISATION = re.compile(
    r"(Organization|Corporation|Business|Store|Company|Restaurant|Hotel|Agency|Service)$"
)
_LONGEST = 300
_ROLES = re.compile(
    r"(info|office|kontakt|contact|contacto|contatti|hello|hallo|mail|post|sales|obchod|vertrieb|team|"
    r"support|service|firma|sekretariat|recepce|accueil|bonjour|myynti)$"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])([a-z0-9][a-z0-9._+-]{0,60}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4})", re.I
)
_PHONE = re.compile(
    r"(?:tel|phone|telefon|telefono|puhelin|puh|fon|mobil)\b[^\d+]{0,15}(\+?\d[\d ()/.\-]{6,22}\d)", re.I
)
_VAT = re.compile(
    r"(?:vat|ust-?id|uid|dic|dič|tva|p\.? ?iva|partita iva|moms|btw|alv|nip|nif).{0,20}?\b"
    r"((?:AT ?U|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK) ?"
    r"[A-Z\d]{1,2}[ \d]{4,12}\d)",
    re.I,
)
_REGISTER = (
    re.compile(r"\bI[ČC]O?\b[^\d]{0,8}(\d{2,3} ?\d{2,3} ?\d{2,3})\b"),
    re.compile(r"\b(HR[AB] ?\d{1,6}(?: ?[A-Z]\b)?)"),
    re.compile(r"\bSIREN\b[^\d]{0,8}(\d{3} ?\d{3} ?\d{3})\b", re.I),
    re.compile(r"\borg(?:anisasjons)?\.? ?-?(?:nr|nummer|no)\b[^\d]{0,6}(\d{3} ?\d{3} ?\d{3})\b", re.I),
    re.compile(r"\by-tunnus\b[^\d]{0,6}(\d{7}-\d)\b", re.I),
    re.compile(
        r"\b(?:company (?:number|no|registration number)|kvk|krs)\b[^\dA-Z]{0,12}([A-Z]{0,2}\d{6,10})\b", re.I
    ),
    re.compile(r"\bFN ?(\d{5,6} ?[a-z])\b"),
)  # fmt: skip
LEGAL_NAME = re.compile(
    r"^([^\W\d_][^|:;<>@]{1,80}?,? (?:GmbH(?: & Co\.? KG)?|AG|UG|KG|OHG|e\.K\.|a\. ?s\.|s\. ?r\. ?o\.|"
    r"spol\. s r\. ?o\.|v\. ?o\. ?s\.|ASA?|Oyj?|AB|ApS|A/S|SASU?|SARL|S\.A\.S?\.?|S\.r\.l\.|S\.p\.A\.|"
    r"Sp\. z o\.o\.|B\.?V\.?|N\.?V\.?|Ltd\.?|Limited|PLC|LLC|Inc\.?))(?:$|(?=[,|(]))"
)
_SOCIAL: Mapping[str, re.Pattern[str]] = {
    field: re.compile(rf"https?://{address}", re.I)
    for field, address in {
        "company_linkedin_url": r"([a-z]{2,3}\.)?linkedin\.com/(company|school)/[\w%.-]+",
        "company_facebook_url": r"(www\.)?facebook\.com/(?!sharer|share|dialog)[\w%.-]{3,}",
        "company_twitter_url": r"(www\.)?(twitter|x)\.com/(?!share|intent|home)\w{2,}",
    }.items()
}
_TECHNOLOGIES: Sequence[tuple[str, str]] = (
    ("WordPress", "/wp-content/"), ("Shopify", "cdn.shopify.com"), ("Wix", "static.wixstatic.com"),
    ("Squarespace", "static1.squarespace.com"), ("Webflow", "assets.website-files.com"),
    ("HubSpot", "js.hs-scripts.com"), ("Google Tag Manager", "googletagmanager.com/gtm.js"),
    ("Google Analytics", "googletagmanager.com/gtag"), ("TYPO3", "/typo3temp/"), ("Drupal", "drupal.js"),
    ("Joomla", "/media/jui/"), ("PrestaShop", "prestashop"), ("Shoptet", "cdn.myshoptet.com"),
    ("Next.js", "/_next/static/"), ("Intercom", "widget.intercom.io"), ("Zendesk", "static.zdassets.com"),
)  # fmt: skip
_ADDRESS = {
    "streetAddress": "company_street", "postalCode": "company_postal_code",
    "addressLocality": "company_city", "addressRegion": "company_state", "addressCountry": "company_country",
}  # fmt: skip
_PLAIN = {
    "name": "company_name", "legalName": "legal_name", "telephone": "phone_company",
    "vatID": "vat_id", "description": "company_description",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One value and the words of the page that say it."""

    field: str
    value: JSON
    quotes: Sequence[str]
    where: str
    why: str = ""


def told_by(sheet: Sheet, kind: str) -> Iterator[Told]:
    """All that the page says, the most explicit first. `kind`: home, imprint, contact or about."""
    for thing in sheet.linked:
        yield from _linked(thing)
    yield from _metas(sheet)
    if kind in ("imprint", "contact"):
        yield from _identity(sheet)
    yield from _reach(sheet, kind)
    yield from _links(sheet)
    yield from _hints(sheet)


def _text(value: object) -> str:
    text = value if isinstance(value, str) else str(value) if type(value) in (int, float) else ""
    return " ".join(text.split()) if len(text) <= _LONGEST * 4 else ""


def _linked(thing: Mapping[str, object]) -> Iterator[Told]:
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    if not any(isinstance(name, str) and _ORGANISATION.search(name) for name in names):
        return
    for key, field in _PLAIN.items():
        if text := _text(thing.get(key)):
            yield Told(field, text, [text], "json-ld")
    email = _text(thing.get("email")).removeprefix("mailto:")
    if _EMAIL.fullmatch(email) and _ROLES.match(email.partition("@")[0].lower()):
        yield Told("company_email", email.lower(), [email], "json-ld")
    if (date := _text(thing.get("foundingDate")))[:4].isdigit() and len(date) >= 4:
        yield Told("founded_year", int(date[:4]), [date], "json-ld", f"The year of {date[:10]}.")
    address = thing.get("address")
    if isinstance(address, Mapping):
        for key, field in _ADDRESS.items():
            if text := _text(address.get(key)):
                yield Told(field, text, [text], "json-ld")


def _metas(sheet: Sheet) -> Iterator[Told]:
    if name := sheet.metas.get("og:site_name", ""):
        yield Told("company_name", name, [name], "meta")
    for key in ("description", "og:description"):
        if text := sheet.metas.get(key, ""):
            yield Told("company_description", text, [text], "meta")
            return


def _identity(sheet: Sheet) -> Iterator[Told]:
    """What the law makes a firm print about itself."""
    for line in sheet.lines:
        if named := LEGAL_NAME.match(line):
            yield Told("legal_name", named[1], [named[1]], "text")
        if vat := _VAT.search(line):
            yield Told("vat_id", re.sub(r"\s", "", vat[1]).upper(), [vat[1]], "text")
        for pattern in _REGISTER:
            if found := pattern.search(line):
                yield Told("register_id", found[1], [found[0]], "text")


def _reach(sheet: Sheet, kind: str) -> Iterator[Told]:
    """The firm's own mailbox and number: an address of a person is not the firm's."""
    for link in sheet.links:
        scheme, _, rest = link.href.partition(":")
        target = rest.partition("?")[0].strip()
        if scheme.lower() == "tel" and re.fullmatch(r"\+?[\d ()/.\-]{7,24}", target):
            yield Told("phone_company", target, [target], "link")
    texts = [
        *sheet.lines,
        *(one.href[:_LONGEST] for one in sheet.links if one.href.lower().startswith("mailto:")),
    ]
    for text in texts:
        for found in _EMAIL.finditer(text):
            local, _, domain = found[1].lower().partition("@")
            own = domain.split(".")[-2:] == sheet.host.partition(":")[0].split(".")[-2:]
            if _ROLES.match(local) and (own or kind in ("imprint", "contact")):
                yield Told("company_email", found[1].lower(), [found[1]], "text")
        if kind in ("imprint", "contact") and (number := _PHONE.search(text)):
            yield Told("phone_company", number[1], [number[1]], "text")


def _links(sheet: Sheet) -> Iterator[Told]:
    for link in sheet.links:
        for field, pattern in _SOCIAL.items():
            if found := pattern.match(link.href):
                yield Told(field, found[0], [found[0]], "link")


def _hints(sheet: Sheet) -> Iterator[Told]:
    seen = [(name, sign) for name, sign in _TECHNOLOGIES if sign in sheet.source]
    if seen:
        names = ", ".join(name for name, _ in seen)
        yield Told("technologies", names, [sign for _, sign in seen], "source", "By the addresses it loads.")
    if sheet.languages:
        codes = ", ".join(dict.fromkeys(code[:2].lower() for code in sheet.languages))
        yield Told("company_languages", codes, list(sheet.languages), "source", "By the marks of its pages.")
