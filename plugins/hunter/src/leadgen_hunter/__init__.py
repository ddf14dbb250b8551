"""Whether a mailbox exists, by Hunter's verifier (API v2, read 2026-08)."""

from collections.abc import Mapping
from typing import cast

from leadgen_sdk import JSON, Plugin
from leadgen_sdk.verifying import (
    Http,
    HttpAnswer,
    Mailbox,
    Opinion,
    Permanent,
    QuotaExhausted,
    Transient,
    Unauthorized,
    Withdrawn,
)

_ADDRESS = "https://api.hunter.io/v2/email-verifier"
_POLL_AGAIN_S = 5.0
_RATE_S = 1.0
_LATER_S = 60.0

# `webmail` says of whom the mailbox is, not whether it exists; the SMTP check beside it does.
_MAILBOXES: Mapping[str, Mailbox] = {
    "valid": "exists",
    "invalid": "missing",
    "accept_all": "catch_all",
    "disposable": "disposable",
    "unknown": "unknown",
}


class Verifier:
    """One question, one answer; the host repeats what is not ready."""

    key = "hunter"
    label = "Hunter"
    hosts = ("api.hunter.io",)

    def __init__(self, address: str = _ADDRESS) -> None:
        self._address = address

    async def verify(self, email: str, *, key: str, http: Http) -> Opinion:
        """As `EmailVerifier` has it."""
        answer = await http.get(self._address, params={"email": email}, headers={"X-API-KEY": key})
        if answer.status_code != 200:
            raise _refusal(answer)
        return _opinion(_data(answer))


def _refusal(answer: HttpAnswer) -> Exception:
    """Hunter's own reading of the codes: 403 is too fast, 429 is used up."""
    match answer.status_code:
        case 202:
            return Transient("Hunter is still asking the mail server.", _POLL_AGAIN_S)
        case 222:
            return Transient("The mail server gave Hunter an answer it did not understand.", _LATER_S)
        case 401:
            return Unauthorized("Hunter does not know this key. Enter the one of your Hunter account.")
        case 403:
            return Transient("Hunter is asked too fast.", _RATE_S)
        case 429:
            return QuotaExhausted("The Hunter plan is used up. Wait for its renewal or take a larger one.")
        case 451:
            return Withdrawn("This person asked Hunter to be forgotten.")
        case status if status >= 500:
            return Transient(f"Hunter is out of order ({status}).", _LATER_S)
        case status:
            return Permanent(f"Hunter refused the question ({status}): {_details(answer)}")


def _details(answer: HttpAnswer) -> str:
    """The sentence in Hunter's own form of errors, as far as there is one."""
    try:
        match answer.json():
            case {"errors": [{"details": str() as details}, *_]}:
                return details[:200]
    except ValueError:
        return "no reason given"
    return "no reason given"


def _data(answer: HttpAnswer) -> Mapping[str, JSON]:
    try:
        match answer.json():
            case {"data": dict() as data}:
                return cast(Mapping[str, JSON], data)
    except ValueError as error:
        raise Transient("Hunter's answer could not be read.", _LATER_S) from error
    raise Transient("Hunter's answer had another form than the one agreed.", _LATER_S)


def _opinion(data: Mapping[str, JSON]) -> Opinion:
    status, score = data.get("status"), data.get("score")
    mailbox: Mailbox = _MAILBOXES.get(str(status), "unknown")
    if status == "webmail":
        mailbox = "exists" if data.get("smtp_check") is True else "unknown"
    is_score = isinstance(score, int) and not isinstance(score, bool) and 0 <= score <= 100
    return Opinion(mailbox, score / 100 if is_score and isinstance(score, int) else None)


plugin = Plugin(key="hunter", name="Hunter", verifiers=(Verifier(),))
