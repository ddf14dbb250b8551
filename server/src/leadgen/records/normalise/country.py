"""Countries by code or by name in the languages of the people who keep the files."""

import gettext
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pycountry

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad
from leadgen.records.normalise.words import words

_LANGUAGES = words("bg cs da de el es et fi fr hr hu it lt lv nb nl pl pt ro ru sk sl sv tr uk")

# What people write and no register lists. UK is reserved for GB, EL for GR.
_ALSO = {
    "AE": "uae|u a e|emirates|vae",
    "AT": "austria|republik osterreich|oesterreich",
    "BA": "bosnia|bosnien|bosna|bih",
    "BG": "bulgarien",
    "BO": "bolivia",
    "BY": "belarus|weissrussland|bielorussia|belorusko|belorussia",
    "CD": "dr congo|drc|congo kinshasa",
    "CG": "congo brazzaville",
    "CH": "switzerland|schweiz|suisse|svizzera|svycarsko|confoederatio helvetica",
    "CI": "ivory coast|elfenbeinkuste",
    "CN": "china|prc|p r c|mainland china|cina|volksrepublik china",
    "CZ": "czechia|czech republic|the czech republic|cesko|ceska republika|tschechien|"
    "tschechische republik|tchequie|republique tcheque|czechy|republika czeska|chequia|republica checa|"
    "repubblica ceca|cechia|tsjechie|tsjechische republiek|tjeckien|tsekki|tsekin tasavalta|csr",
    "DE": "germany|deutschland|brd|bundesrepublik deutschland|nemecko|srn|nsr|niemcy|allemagne|alemania|"
    "germania|duitsland|tyskland|saksa",
    "ES": "spain|espana|espagne|spanien|spanelsko",
    "FM": "micronesia",
    "GB": "uk|u k|united kingdom|the united kingdom|great britain|britain|england|scotland|wales|"
    "northern ireland|velka britanie|anglie|skotsko|velka britania|anglicko|grossbritannien|england uk|"
    "grande bretagne|royaume uni|angleterre|gran bretana|reino unido|inglaterra|regno unito|gran bretagna|"
    "inghilterra|wielka brytania|anglia|groot brittannie|engeland|verenigd koninkrijk|storbritannien|"
    "iso britannia|englanti|united kingdom of great britain",
    "GR": "greece|hellas|el|recko|grecko|griechenland",
    "HK": "hong kong|hongkong|hong kong sar",
    "IE": "ireland|eire|republic of ireland|irsko",
    "IR": "iran",
    "KP": "north korea|dprk",
    "KR": "south korea|korea|republic of korea|jizni korea|juzna korea|sudkorea|coree du sud|corea del sur|"
    "corea del sud|zuid korea|sydkorea|etela korea|korea poludniowa",
    "LA": "laos",
    "MD": "moldova|moldavsko|moldawien",
    "MK": "macedonia|north macedonia|fyrom",
    "MM": "burma",
    "MO": "macau|macao",
    "NL": "netherlands|the netherlands|holland|nederland|nizozemsko|nizozemi|holandsko|niederlande|pays bas|"
    "paises bajos|paesi bassi|olanda|niderlandy|holandia|nederlanderna|alankomaat|hollanti",
    "PS": "palestine",
    "RU": "россия|росія|russian federation|rusko|russland|rossija|rossiya",
    "SA": "saudi arabia|ksa",
    "SI": "slovinsko",
    "SK": "slovakia|slovak republic|the slovak republic|slovensko|slovenska republika|slowakei|"
    "slowakische republik|slovaquie|slowacja|eslovaquia|slovacchia|slowakije|slovakien",
    "SZ": "swaziland",
    "SY": "syria",
    "TR": "turkey|turkiye|turecko|turkei",
    "TW": "taiwan|taiwan roc",
    "TZ": "tanzania",
    "US": "usa|u s a|u s|us|united states|the united states|united states of america|america|"
    "the united states of america|spojene staty|spojene staty americke|usa united states|etats unis|"
    "estados unidos|eeuu|ee uu|stati uniti|stany zjednoczone|verenigde staten|vs|vereinigte staaten|"
    "forenta staterna|yhdysvallat|amerika",
    "VA": "vatican|vatican city|vatikan",
    "VE": "venezuela",
    "VN": "vietnam|viet nam",
    "XK": "kosovo|republic of kosovo",
}


@lru_cache(maxsize=4096)
def normalise(text: str) -> str | Bad:
    """The ISO 3166 alpha-2 code of the country named here."""
    shown = plain.unquoted(plain.display(text))
    folded = _folded(shown)
    if folded == "na":
        return Bad("NA can mean Namibia or an empty cell; write the country's name")
    if shown.casefold() == "čr":
        return "CZ"
    found = _codes().get(folded) or _names().get(folded) or _names().get(_rearranged(folded))
    if found:
        return found
    inside = re.fullmatch(r".+\(([A-Za-z]{2,3})\)", shown)
    if inside and inside[1].lower() in _codes():
        return _codes()[inside[1].lower()]
    return Bad(f"Country '{shown[:40]}' is not known; use its name or its two-letter code")


def name(code: str | None) -> str | None:
    """The usual English name of a country, or None for a code that no country has."""
    if code == "XK":
        return "Kosovo"
    found = pycountry.countries.get(alpha_2=code) if code else None
    if not found:
        return None
    return str(getattr(found, "common_name", None) or found.name)


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", plain.key(text)).split())


def _rearranged(folded: str) -> str:
    return re.sub(r"^(?:the|la|le|les|el|los|il|l|die) ", "", folded)


@cache
def _codes() -> dict[str, str]:
    codes = {"uk": "GB", "el": "GR", "xk": "XK"}
    for country in pycountry.countries:
        codes[country.alpha_2.lower()] = country.alpha_2
        codes[country.alpha_3.lower()] = country.alpha_2
    return codes


@cache
def _names() -> dict[str, str]:
    names = {form: code for code, forms in _ALSO.items() for form in forms.split("|")}
    for code, written in _registered_names():
        names.setdefault(_folded(written), code)
        if "," in written:
            first, rest = written.split(",", 1)
            names.setdefault(_folded(f"{rest} {first}"), code)
            names.setdefault(_folded(first), code)
    return names


def _registered_names() -> Iterator[tuple[str, str]]:
    catalogs = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
        for language in sorted(_LANGUAGES)
    ]
    for country in pycountry.countries:
        for kind in ("name", "common_name", "official_name"):
            english = getattr(country, kind, None)
            if english:
                yield country.alpha_2, english
                yield from ((country.alpha_2, catalog.gettext(english)) for catalog in catalogs)
