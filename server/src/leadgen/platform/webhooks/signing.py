"""Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time of the attempt and the very bytes."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes

from standardwebhooks import Webhook

PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """As the receiver keeps it."""
    return PREFIX + b64encode(token_bytes(_SECRET_BYTES)).decode()


def signed_headers(secrets: Sequence[str], message_id: str, at: datetime, body: str) -> dict[str, str]:
    """The three headers; while a secret is changed over, each of both signs."""
    assert "." not in message_id, "it would make the signed text ambiguous"
    signatures = [Webhook(secret).sign(message_id, at, body) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
