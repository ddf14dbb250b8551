"""Letters of the product itself: invitations, password resets, notices. Not outreach.

In: `post(session, "member.invitation", key, {"invitation_id": …})`, in the caller's transaction. Out: an
effect of kind `mail`, sent at most once: a letter nobody knows the end of is left for a person to decide.

The floor that owns a letter registers who writes it when the product is assembled. It is written at the
moment it is sent: a secret link is made there, and stands in no payload and no log.

    register(LetterKind("member.invitation", "Invitation", write_invitation))

    async def write_invitation(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
        …                                   # None: not wanted any more
        link = Link("Join", page(writing.settings, "/invitation", token))
        return Letter(to=email, subject=…, paragraphs=(…,), link=link)

No tables of its own.
"""

from leadgen.platform.mail.contracts import Letter, LetterKind, Link, Writing
from leadgen.platform.mail.letters import register
from leadgen.platform.mail.message import one_line
from leadgen.platform.mail.service import is_set_up, natural_key, page, post

__all__ = [
    "Letter",
    "LetterKind",
    "Link",
    "Writing",
    "is_set_up",
    "natural_key",
    "one_line",
    "page",
    "post",
    "register",
]
