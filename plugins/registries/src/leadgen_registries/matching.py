"""Is this firm of the register the one of the record? A pure decision with its reasons."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from leadgen_registries.entries import DISSOLVED, Entry
from leadgen_sdk.enriching import ASK, Match, Missing, Subject

_SIMILAR = 0.85
_AHEAD = 0.05
_SHOWN = 3

# Without dots and accents.
_FORMS = (
    r"a s|ab|ag|as|asa|aksjeselskap|allmennaksjeselskap|ans|akciova spolecnost|bv|da|eirl|enk|eurl|ev|"
    r"gmbh(?: co kg)?|inc|k ?s|kg|ky|limited|ltd|llc|llp|nuf|nv|o s|ohg|osakeyhtio|oyj?(?: abp?)?|plc|"
    r"s a|s a r l|s p|s r o|spol s r o|sa|sarl|sas|sasu|sca|sci|se|snc|sro|srl|"
    r"societe anonyme|societe par actions simplifiee|societe a responsabilite limitee|"
    r"spolecnost s rucenim omezenym|toiminimi|tmi|ug|v o s|z s"
)
_FORM = re.compile(rf" (?:{_FORMS})$|^(?:oy|sarl|sas|sasu|sa|sci) ")
_SAME_FORMS = {
    "sro": "s r o", "spol s r o": "s r o", "spolecnost s rucenim omezenym": "s r o",
    "akciova spolecnost": "a s", "aksjeselskap": "as", "allmennaksjeselskap": "asa", "osakeyhtio": "oy",
    "limited": "ltd", "s a r l": "sarl", "societe a responsabilite limitee": "sarl", "s a": "sa",
    "societe anonyme": "sa", "societe par actions simplifiee": "sas", "tmi": "toiminimi",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A firm's name in comparable parts."""

    core: str
    form: str  # "" where the name says none


def named(text: str) -> Named:
    """The legal form apart."""
    words = _words(text)
    form = _FORM.search(words)
    core = _FORM.sub("", words).strip() if form else words
    if form is None or not core:
        return Named(words, "")
    return Named(core, _SAME_FORMS.get(form[0].strip(), form[0].strip()))


def searched(text: str) -> str:
    """The name as it is looked for: without the legal form behind it, which everybody writes differently."""
    words, core = text.split(), named(text).core
    for count in range(1, len(words)):
        if _words(" ".join(words[:count])) == core:
            return " ".join(words[:count]).rstrip(",;")
    return " ".join(words)


def _words(text: str) -> str:
    """Small letters without accents and marks."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "ae"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def choose(subject: Subject, entries: Sequence[Entry], *, all_seen: bool) -> tuple[Entry, Match] | Missing:
    """The one that is the record's firm, if one stands out. `all_seen`: there are no others of that name."""
    scored = sorted(
        ((entry, match(subject, entry, entries, all_seen=all_seen)) for entry in entries),
        key=lambda pair: -pair[1].score,
    )
    likely = [pair for pair in scored if pair[1].score >= ASK]
    if not likely and not all_seen:
        return Missing("ambiguous", "The register has more such firms than it shows. Add the register id.")
    if not likely:
        return Missing("no_match", f"The register holds no {subject.text('company_name')} that fits.")
    near = [entry for entry, other in likely if likely[0][1].score - other.score < _AHEAD]
    if len(near) > 1:
        return Missing("ambiguous", f"Several fit alike: {_listed(near)}. Add the town or the register id.")
    return likely[0]


def match(subject: Subject, entry: Entry, others: Sequence[Entry], *, all_seen: bool) -> Match:
    """By the name, and whatever else the record and the register both say."""
    wanted = named(subject.text("company_name"))
    points, reason = max((_by_name(wanted, named(name)) for name in entry.names), key=lambda pair: pair[0])
    reasons = [(points, reason)]
    if points and all_seen and sum(_is_named(other, wanted) for other in others) == 1:
        reasons.append((0.06, "nobody else in the register has it"))
    reasons += [reason for reason in _by_words(subject, entry) if reason[0]]
    if entry.text("register_status") == DISSOLVED:
        reasons.append((-0.10, "the firm is dissolved"))
    score = min(0.99, sum(one for one, _ in reasons)) if points else 0.0
    return Match(round(max(score, 0.0), 2), _sentence([words for _, words in reasons]))


def by_id(subject: Subject, entry: Entry, register_id: str) -> Match:
    """The register id is the record's own; a name that is quite another one asks."""
    wanted = named(subject.text("company_name"))
    if not wanted.core:
        return Match(1.0, f"The register id {register_id} is the same.")
    close = max(fuzz.token_set_ratio(wanted.core, named(name).core) for name in entry.names) / 100
    if close >= 0.6:
        return Match(1.0, f"The register id {register_id} is the same, and the name agrees.")
    return Match(0.75, f"The register id {register_id} is the same, but the firm is called {entry.names[0]}.")


def _by_name(wanted: Named, found: Named) -> tuple[float, str]:
    if wanted.core == found.core and wanted.core:
        if wanted.form == found.form:
            return 0.80, "the name is the same"
        if not wanted.form or not found.form:
            return 0.74, "the name is the same but for the legal form"
        return 0.62, "the name is the same, but another legal form"
    alike = fuzz.ratio(wanted.core, found.core) / 100
    if alike < _SIMILAR:
        return 0.0, "the name is another one"
    return round(0.62 * alike, 2), f"the name is similar ({alike:.0%})"


def _is_named(entry: Entry, wanted: Named) -> bool:
    return any(named(name).core == wanted.core for name in entry.names)


def _by_words(subject: Subject, entry: Entry) -> Sequence[tuple[float, str]]:
    ours, theirs = _words(subject.text("company_city")), _words(entry.text("company_city"))
    reasons = []
    if ours and theirs:
        same = ours == theirs or f" {ours} " in f" {theirs} " or f" {theirs} " in f" {ours} "
        reasons.append((0.10, "the town agrees") if same else (-0.15, "the town is another one"))
    ours = subject.text("company_postal_code").replace(" ", "")
    if ours and ours == entry.text("company_postal_code").replace(" ", ""):
        reasons.append((0.06, "the postal code agrees"))
    if agrees(subject, entry):
        reasons.append((0.05, "the street agrees"))
    return reasons


def agrees(subject: Subject, entry: Entry) -> bool:
    """Is the street of the record the one of the register?"""
    ours, theirs = _words(subject.text("company_street")), _words(entry.text("company_street"))
    return bool(ours and theirs) and fuzz.ratio(ours, theirs) >= 90


def _sentence(reasons: Sequence[str]) -> str:
    text = ", ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}."


def _listed(entries: Sequence[Entry]) -> str:
    shown = [
        f"{entry.names[0]} ({entry.text('company_city') or entry.text('register_id')})"
        for entry in entries[:_SHOWN]
    ]
    rest = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return ", ".join(shown) + rest
