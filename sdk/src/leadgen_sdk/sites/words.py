"""What pages about the firm are called, in the languages of the countries it may be in."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urljoin

from leadgen_sdk.sites.parsing import Link, host_of

# The most telling first. Without accents.
_KINDS: Sequence[tuple[str, str]] = (
    (
        "imprint",
        (
            r"impressum|imprint|legal notice|legal information|mentions legales|aviso legal|note legali|"
            r"colofon|pravni informace|pravne informacie|tiraz|impresszum|nota prawna|juridisk information|"
            r"company details|firmenangaben|informations legales|informacje o firmie"
        ),
    ),
    (
        "contact",
        (
            r"contacts?|kontakty?|contatti|contacto|contato|kapcsolat|kontakta(?: oss)?|kontakt oss|"
            r"yhteystiedot|ota yhteytta|contactez nous|nous contacter|contactar"
        ),
    ),
    (
        "about",
        (
            r"about(?: us)?|uber uns|ueber uns|unternehmen|o nas|o spolecnosti|o firme|qui sommes nous|"
            r"a propos|chi siamo|quienes somos|sobre nosotros|sobre nos|over ons|om oss|om os|rolunk|"
            r"tietoa meista"
        ),
    ),
)
_FORM = re.compile(
    r" (?:gmbh(?: co kg)?|ag|ug|kg|ohg|e k|a s|s r o|spol s r o|v o s|asa?|oyj?|ab|aps|sasu?|sarl|s a s?|"
    r"s r l|s p a|sp z o o|b ?v|n ?v|ltd|limited|plc|llc|inc|sro)$"
)
_NAMED = [(kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _KINDS]


def folded(text: str) -> str:
    """Small letters without accents, words apart by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def core_of(name: str) -> str:
    """A firm's name, folded, without its legal form."""
    return _FORM.sub("", folded(name))


def kind_of(link: Link) -> str:
    """imprint, contact or about, by what stands on the link or in its path; "" for any other."""
    path = re.sub(r"^https?://[^/]*", "", link.href[:200])
    told = f"{folded(link.text[:60])} | {folded(path[:100])}"
    return next((kind for kind, words in _NAMED if words.search(told)), "")


def _address(home: str, link: Link) -> str:
    """Where it leads, without a mark; "" where that cannot be read."""
    try:
        return urljoin(home, link.href).partition("#")[0]
    except ValueError:
        return ""


def worth_reading(links: Sequence[Link], home: str, most: int) -> Sequence[tuple[str, str]]:
    """(kind, address) of the firm's own pages, imprint first, one of a kind before a second of another."""
    found: dict[str, str] = {}
    for link in links:
        kind = kind_of(link)
        url = _address(home, link) if kind else ""
        if url != home and host_of(url) == host_of(home):
            found.setdefault(url, kind)
    order = [kind for kind, _ in _KINDS]
    counted: dict[str, int] = {}
    ranked = []
    for url, kind in found.items():
        counted[kind] = counted.get(kind, 0) + 1
        ranked.append((counted[kind], order.index(kind), kind, url))
    return [(kind, url) for _, _, kind, url in sorted(ranked)[:most]]
