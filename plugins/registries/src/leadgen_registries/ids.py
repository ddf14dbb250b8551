"""Register ids and VAT numbers as the registers write them, checked before anybody is asked."""

import re

_EUROPE = re.compile("AT|BE|BG|CY|CZ|D[EK]|E[ELS]|F[IR]|H[RU]|I[ET]|L[TUV]|MT|NL|P[LT]|RO|S[EIK]|XI")


def czech(text: str) -> str | None:
    """An IČO of eight digits, padded; None where its check digit is wrong."""
    digits = _digits(text, "CZ")
    if not 1 <= len(digits) <= 8:
        return None
    digits = digits.zfill(8)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=False)) % 11
    return digits if int(digits[7]) == (11 - rest) % 10 else None


def norwegian(text: str) -> str | None:
    """An organisation number of nine digits, modulo 11."""
    digits = _digits(re.sub(r"MVA$", "", text.strip(), flags=re.IGNORECASE), "NO")
    if len(digits) != 9:
        return None
    total = sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=False))
    return digits if (11 - total % 11) % 11 == int(digits[8]) else None


def finnish(text: str) -> str | None:
    """A business id as 1234567-8, an older one padded to seven digits; modulo 11."""
    digits = _digits(text, "FI")
    if not 7 <= len(digits) <= 8:
        return None
    digits = digits.zfill(8)
    rest = sum(int(d) * w for d, w in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=False)) % 11
    return f"{digits[:7]}-{digits[7]}" if (11 - rest) % 11 == int(digits[7]) and rest != 1 else None


def french(text: str) -> str | None:
    """The SIREN of a SIREN, a SIRET or a VAT number; by Luhn."""
    digits = _digits(text, "FR")
    digits = digits[2:] if len(digits) == 11 else digits[:9] if len(digits) in (9, 14) else ""
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(reversed(digits)))
    return digits if digits and total % 10 == 0 else None


def lei(text: str) -> str | None:
    """A legal entity identifier of twenty characters, by ISO 7064 modulo 97."""
    code = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code):
        return None
    return code if int("".join(str(int(letter, 36)) for letter in code)) % 97 == 1 else None


def vat(text: str) -> tuple[str, str] | None:
    """Country as VIES writes it (EL for Greece) and number; None for what VIES does not know."""
    code = re.sub(r"[\s.\-]", "", text).upper()
    country, number = code[:2].replace("GR", "EL"), code[2:]
    if not _EUROPE.fullmatch(country) or not re.fullmatch(r"[A-Z0-9+*]{2,12}", number):
        return None
    return country, number


def _digits(text: str, country: str) -> str:
    """The digits where there is nothing else but their country in front and usual marks between."""
    bare = re.sub(r"[\s.\-]", "", text).upper().removeprefix(country)
    return bare if bare.isascii() and bare.isdigit() else ""
