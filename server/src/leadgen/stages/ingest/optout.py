"""Columns that say who does not want to be written to, and what their cells say. Pure."""

from collections.abc import Sequence

from leadgen.records.normalise import Bad, choices
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import phrases, words
from leadgen.stages.ingest.contracts import Channel, Column
from leadgen.stages.ingest.headers.lexicon import words_of

CHANNELS: tuple[Channel, ...] = ("email", "phone", "linkedin")
_BY_PHONE = words(
    "call calls phone phones telephone mobile sms text texts dnc anrufen telefon telefonisch volat nevolat "
    "telefonu telefonovat netelefonovat volani dzwonic telefonowac telefonicznie appeler appel bloctel "
    "telephone llamar telefono chiamare telefonare bellen bel telefoneren ringa ring nix anrufe anrufsperre "
    "telefonsperre soita"
)
_BY_MAIL = words(
    "email emails mail mails mailing mailings newsletter newsletters unsubscribe unsubscribed unsub bounced "
    "bounce subscription subscriber subscribed abgemeldet maily mailem mailovat nemailovat emaily maili "
    "emaili mailowac emailer emailen mailen mailsperre maila mejla correo correos courriel posta newsletteru "
    "newslettera newsletterabmeldung nieuwsbrief nyhetsbrev"
)
# Cells of a subscription status that mean no, in the words of the tools that write them.
_STOPPED = phrases(
    "unsubscribed|unsubscribe|opted out|opt out|optout|cleaned|bounced|hard bounced|complained|"
    "spam complaint|marked as spam|suppressed|blacklisted|blocklisted|do not contact|dnc|do not email|"
    "abgemeldet|ausgetragen|gesperrt|odhlasen|odhlaseno|odhlasil se|odhlaseny|wypisany|zrezygnowal|"
    "desabonne|desinscrit|dado de baja|baja|disiscritto|cancellato|uitgeschreven|afgemeld|avregistrerad|"
    "avanmald|descadastrado|afmeldt|avmeldt|leiratkozott"
)


def channels_of(header: str) -> list[Channel]:
    """By which way the people of an opt-out column do not want to be reached; by any where it says none."""
    said = frozenset(words_of(header))
    if said & _BY_PHONE and not said & _BY_MAIL:
        return ["phone"]
    return ["email"] if said & _BY_MAIL and not said & _BY_PHONE else list(CHANNELS)


def opted_out(columns: Sequence[Column], cells: Sequence[str]) -> frozenset[Channel]:
    """By which ways the person of this line does not want to be reached; none for almost everybody."""
    return frozenset(
        channel
        for column in columns
        if column.opt_out and column.index < len(cells) and _says_stop(column, cells[column.index])
        for channel in column.opt_out_of or CHANNELS
    )


def _says_stop(column: Column, cell: str) -> bool:
    """A yes, a date or a reason says stop. A column that also fills a field only does by a word for it."""
    said = plain.key(plain.unquoted(cell))
    if not said or said in map(plain.key, column.no_words):
        return False
    if said in map(plain.key, column.yes_words) or said.replace("-", " ").replace("_", " ") in _STOPPED:
        return True
    if column.field is not None:
        return False
    answer = choices.boolean(said)
    return not plain.is_nothing_typed(said) if isinstance(answer, Bad) else answer
