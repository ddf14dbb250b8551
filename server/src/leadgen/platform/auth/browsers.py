"""A browser that has signed in as somebody before: it keeps a word of ours that says so. Pure.

It opens nothing by itself. With it, guesses that others make for the same person do not count against them.
Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies (2026-11).
"""

import hmac
import secrets
from hashlib import sha256

from leadgen.config import Settings
from leadgen.kernel.keys import derive


def new_word(settings: Settings, email_key: str) -> str:
    """For a browser that has just signed in as this person."""
    name = secrets.token_urlsafe(16)
    return f"{name}.{_signature(settings, name, email_key)}"


def name_of(settings: Settings, word: str | None, email_key: str) -> str | None:
    """The browser's name where the word is ours and for this person."""
    name, _, signature = (word or "").partition(".")
    is_ours = hmac.compare_digest(signature.encode(), _signature(settings, name, email_key).encode())
    return name if is_ours else None


def _signature(settings: Settings, name: str, email_key: str) -> str:
    key = derive(settings.secret(), "known browser")
    return hmac.digest(key, f"{name}\n{email_key}".encode(), sha256).hex()
