"""Checking what others sign by Standard Webhooks (and Svix, whose headers only have another name)."""

import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from leadgen.kernel.errors import Refused

TOLERANCE = timedelta(minutes=5)
_NAMES = ("webhook", "svix")
_ID = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,256}")  # no dot, which would make the signed text ambiguous
_SECONDS = re.compile(r"[0-9]{1,11}")
_MOST_SIGNATURES = 10


class SignatureRefused(Refused):
    """The message is not signed, not by whom it should be, or not now."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} Check the signing secret, and the clock of the sender.")


def verify(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, at: datetime) -> str:
    """The message's id: the same when it is sent again, so whoever acts on it acts once per id.

    `headers` by their names in small letters; `body` as it came. Raises SignatureRefused.
    """
    message_id, seconds, signatures = _read(headers)
    sent_at = datetime.fromtimestamp(seconds, UTC)
    if abs(at - sent_at) > TOLERANCE:
        raise SignatureRefused("The message was signed more than five minutes from now.")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise SignatureRefused("The message is not text.") from error
    expected = [Webhook(secret).sign(message_id, sent_at, text).encode() for secret in secrets]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in signatures):
        raise SignatureRefused("No signature fits the message.")
    return message_id


def _read(headers: Mapping[str, str]) -> tuple[str, int, Sequence[bytes]]:
    for name in _NAMES:
        message_id, sent, signatures = (
            headers.get(f"{name}-{part}", "") for part in ("id", "timestamp", "signature")
        )
        if message_id:
            break
    if not _ID.fullmatch(message_id) or not _SECONDS.fullmatch(sent):
        raise SignatureRefused("The headers of a signed message are missing or damaged.")
    given = signatures.split(" ")[:_MOST_SIGNATURES]
    return message_id, int(sent), [signature.encode(errors="replace") for signature in given]
