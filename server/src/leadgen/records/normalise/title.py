"""Job titles: as shown, with the seniority and the department they speak of.

A title falls into segments ("Founder & CEO", "Head of Sales | Speaker"). Of each its rank is what it is, not
what it is near to: an assistant to the CEO assists, a former CMO is none, a product owner owns no company.
The words are data, in `vocabulary/titles.toml`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from leadgen.records.normalise import casing, own_words
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.lexicon import Found, Lexicon, vocabulary
from leadgen.records.normalise.own_words import OwnWords, VocabularyName
from leadgen.records.normalise.words import words

Seniority = Literal[
    "founder", "c_level", "vp", "head", "director", "manager", "senior", "individual_contributor", "intern",
    "other",
]  # fmt: skip
Department = Literal[
    "executive", "sales", "marketing", "product", "engineering", "it", "operations", "finance", "hr", "legal",
    "customer_success", "procurement", "other",
]  # fmt: skip
SENIORITIES: tuple[Seniority, ...] = (
    "founder", "c_level", "vp", "head", "director", "manager", "senior", "individual_contributor", "intern",
    "other",
)  # fmt: skip
DEPARTMENTS: tuple[Department, ...] = (
    "executive", "sales", "marketing", "product", "engineering", "it", "operations", "finance", "hr", "legal",
    "customer_success", "procurement", "other",
)  # fmt: skip
# The words people see for them.
SENIORITY_LABELS: Mapping[Seniority, str] = {
    "founder": "Founder", "c_level": "C-level", "vp": "VP", "head": "Head", "director": "Director",
    "manager": "Manager", "senior": "Senior", "individual_contributor": "Individual contributor",
    "intern": "Intern", "other": "Other",
}  # fmt: skip
DEPARTMENT_LABELS: Mapping[Department, str] = {
    "executive": "Executive", "sales": "Sales", "marketing": "Marketing", "product": "Product",
    "engineering": "Engineering", "it": "IT", "operations": "Operations", "finance": "Finance", "hr": "HR",
    "legal": "Legal", "customer_success": "Customer success", "procurement": "Procurement", "other": "Other",
}  # fmt: skip

_LONGEST = 300
_EDGES = " ,;|-–—•·"
_QUOTES = frozenset('"“”„')
_GENDERS = re.compile(
    r"\s*[(\[]\s*(?:[mwfdxhvkinag]|gn|all genders|div)(?:\s*[/|,*]\s*(?:[mwfdxhvkinag]|gn|div))*\s*[)\]]"
    r"|(?<=\w)\s?(?:[:*_/]-?|\(-?)(?:innen|in|ka|a|e|ice|rice|euse|trice|ne|nen|frau|man)\b\)?",
    re.IGNORECASE,
)
# What stands for one thing although there is a mark inside.
_TOGETHER: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![\w.])((?:[^\W\d_]\.){2,}[^\W\d_]?)(?!\w)"), lambda found: found[0].replace(".", "")),
    (re.compile(r"\b([rlmqpfh])\s?&\s?([daplbs])\b", re.IGNORECASE), r"\1 \2"),
    (re.compile(r"\bfp&a\b", re.IGNORECASE), "fpa"),
    (re.compile(r"\bui\s*/\s*ux\b|\bux\s*/\s*ui\b", re.IGNORECASE), "ux ui"),
    (re.compile(r"\bpeople\s*(?:&|and)\s*culture\b", re.IGNORECASE), "people culture"),
    (re.compile(r"\bresearch\s*(?:&|and)\s*development\b", re.IGNORECASE), "research development"),
    (re.compile(r"\blearning\s*(?:&|and)\s*development\b", re.IGNORECASE), "learning development"),
)
_SEGMENTS = re.compile(
    r"[|;,•·+&\n\t()\[\]]+|(?<!\w)[-–—/]+(?!\w)|[–—/]+|\s(?:and|und|sowie|oraz|et|now|turned|currently|zugleich)\s"
    r"|(?<=\w\w)\s(?:a|i|y|e|en)\s(?=\w\w)|:\s",
    re.IGNORECASE,
)
# A word of a title, as compared; a star stands for its rest.
WORDS = re.compile(r"[^\W_]+(?:\*)?|@")
_OBJECTS = words("s office club award awards summit network forum magazine")
_TRUSTED = ("founder", "c_level")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as shown, with what it says; `other` where it says nothing of that kind."""

    display: str
    seniority: Seniority
    department: Department


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase of a title, and what it means in that vocabulary."""

    phrase: str
    vocabulary: str
    meaning: str


@dataclass(frozen=True, slots=True)
class _Lexica:
    """The vocabulary, ready to be looked up."""

    ranks: Lexicon
    strong: Lexicon
    weak: Lexicon
    marks: Lexicon


@dataclass(frozen=True, slots=True)
class _Segment:
    """What one part of a title says, None where nothing."""

    rank: Seniority | None
    strong: Department | None
    weak: Department | None
    bare: bool


def _lexica() -> _Lexica:
    return _lexica_with(own_words.at_hand())


@lru_cache(maxsize=16)
def _lexica_with(own: OwnWords) -> _Lexica:
    said = vocabulary("titles")
    marks = {name: listed for name, listed in said["marks"].items() if name != "assisted"}
    return _Lexica(
        Lexicon(own.over("seniority", said["seniority"])),
        Lexicon(own.over("department", said["department"])),
        Lexicon(own.over("department", said["weak"])),
        Lexicon(marks),
    )


def read(text: str) -> Title:
    """What this title says. Any text is answered; an empty one with `other` and `other`."""
    return _read(text, own_words.at_hand())


def because(text: str) -> list[Reason]:
    """The phrases in this title that speak of rank or department, in their order, with what they mean."""
    lexica, found = _lexica(), list[Reason]()
    for said in _segments(shown(text)[:_LONGEST]):
        for name, lexicon in (("seniority", lexica.ranks), ("department", lexica.strong)):
            found += [
                Reason(" ".join(said[one.start : one.end]), name, one.meaning)
                for one in lexicon.find(said)
                if one.meaning in SENIORITY_LABELS or one.meaning in DEPARTMENT_LABELS
            ]
    return found


def built_in(name: VocabularyName) -> Mapping[str, Sequence[str]]:
    """The built-in list of that name: what its phrases mean → the phrases, in their order."""
    labels = SENIORITIES if name == "seniority" else DEPARTMENTS
    said = vocabulary("titles")
    weak = said["weak"] if name == "department" else {}
    return {one: sorted({*said[name].get(one, ()), *weak.get(one, ())}) for one in labels}


@lru_cache(maxsize=65_536)
def _read(text: str, own: OwnWords) -> Title:
    display = shown(text)
    segments = [one for one in map(_segment, _segments(display[:_LONGEST])) if one]
    seniority = _highest([one.rank for one in segments if one.rank])
    return Title(display, seniority, _department(segments, seniority))


def forget() -> None:
    """Forget the titles that were read, as a new process has."""
    _read.cache_clear()


def seniority_of(label: str) -> Seniority | None:
    """The rank of that name, as tools and people write it ("C-Suite", "Vice President", "Senior Manager")."""
    named = next((one for one in SENIORITIES if one == _labelled("seniority", label)), None)
    said = named or read(label).seniority
    return said if named or said != "other" else None


def department_of(label: str) -> Department | None:
    """The department of that name ("Human Resources", "Customer Support", "Sales, Marketing")."""
    named = next((one for one in DEPARTMENTS if one == _labelled("department", label)), None)
    said = named or read(label).department
    return said if named or said != "other" else None


@lru_cache(maxsize=4096)
def _labelled(group: str, label: str) -> str | None:
    folded = " ".join(re.findall(r"\w+", plain.key(label).replace("_", " ")))
    own = SENIORITIES if group == "seniority" else DEPARTMENTS
    if folded.replace(" ", "_") in own:
        return folded.replace(" ", "_")
    listed = vocabulary("labels")[group]
    return next((meaning for meaning, names in listed.items() if folded in names), None)


def _highest(ranks: Sequence[Seniority]) -> Seniority:
    """Who is in training is so, whatever the work, unless there is a rank beside it."""
    highest: Seniority = min(ranks, key=SENIORITIES.index, default="other")
    return "intern" if "intern" in ranks and highest in ("senior", "individual_contributor") else highest


def shown(text: str) -> str:
    """The title on one line, without gender marks, in ordinary case where it was in capitals or small."""
    display = plain.display(text)
    bare = _unquoted(" ".join(_ungendered(display).split()).strip(_EDGES))
    if not bare:
        return display
    # Small letters may fall apart into letter and mark ("İ"): display puts them together again.
    return plain.display(_cased(bare)) if len(bare) <= _LONGEST and casing.is_one_case(bare) else bare


def _ungendered(text: str) -> str:
    """Without marks of gender, those too that stand together only when another one has gone.

    What is longer than a title is left as it is.
    """
    while len(text) <= _LONGEST and (fewer := _GENDERS.sub("", text)) != text:
        text = fewer
    return text


def _unquoted(text: str) -> str:
    """Without the quotes around the whole of it; those around a part of it stay."""
    inside = text[1:-1].strip(_EDGES)
    is_quoted = len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES
    return inside if is_quoted and not _QUOTES & set(inside) else text


def _department(segments: Sequence[_Segment], seniority: Seniority) -> Department:
    strong = [one.strong for one in segments if one.strong]
    if strong and strong[0] == "executive" and seniority not in _TRUSTED:
        strong = [one for one in strong if one != "executive"] or strong
    if strong:
        return strong[0]
    weak = [one.weak for one in segments if one.weak]
    if weak:
        return weak[0]
    if seniority in _TRUSTED:
        return "executive"
    alone = all(one.bare for one in segments if one.rank == seniority)
    return "executive" if seniority in ("vp", "director") and alone else "other"


def _segments(display: str) -> Iterator[list[str]]:
    """The words of each part, as compared."""
    bare = display
    for pattern, written in _TOGETHER:
        bare = pattern.sub(written, bare)
    for piece in _SEGMENTS.split(bare):
        found = WORDS.findall(plain.key(piece.replace("'", " ").replace("’", " ")))
        if found:
            yield found


def _segment(said: list[str]) -> _Segment | None:
    """None for a job that is over or not yet there."""
    lexica = _lexica()
    marks = list(lexica.marks.find(said))
    first = {mark.meaning: mark.start for mark in reversed(marks)}
    if "former" in first or "aspiring" in first:
        return None
    if first.get("at", 0) > 0:
        said = said[: first["at"]]
    ranks = [_owned(one, said) for one in lexica.ranks.find(said) if _counts(one, said, first)]
    rank = _rank(ranks, said)
    assists = _assists(said, marks, ranks) or (rank is None and len(said) > 1 and said[-1] == "office")
    if assists and rank != "intern":
        rank = "individual_contributor"
    toward = first.get("toward")
    reach = said[:toward] if toward and said[toward] != "for" else said
    strong, weak = _last(lexica.strong.find(reach)), _last(lexica.weak.find(reach))
    if assists and _serves_a_rank(said, marks):
        strong = "operations"
    elif rank in (None, "other") and strong == "executive":
        strong = None
    return _Segment(rank, strong, weak, bare=sum(one.end - one.start for one in ranks) == len(said))


def _counts(found: Found, said: Sequence[str], first: dict[str, int]) -> bool:
    """Is this rank the person's own, not that of whom the job is for?"""
    after = said[found.end] if found.end < len(said) else ""
    if (after in _OBJECTS and found.meaning != "individual_contributor") or 0 < first.get(
        "toward", len(said)
    ) <= found.start:
        return False
    if said[found.end - 1] == "partner" and found.meaning == "founder":
        return not after or first.get("of") == found.end or first.get("toward") == found.end
    of = first.get("of", len(said))
    return not (0 < of < found.start)


def _owned(found: Found, said: Sequence[str]) -> Found:
    """Who owns a function of a firm, such as the customer experience, manages it and owns no firm."""
    if found.meaning != "founder" or said[found.end - 1] != "owner" or found.end - found.start > 1:
        return found
    lexica = _lexica()
    before = [*lexica.strong.find(said[: found.start]), *lexica.weak.find(said[: found.start])]
    return replace(found, meaning="manager") if any(one.end == found.start for one in before) else found


def _rank(ranks: Sequence[Found], said: Sequence[str]) -> Seniority | None:
    held: set[str] = {one.meaning for one in ranks} - {"none"}
    if "intern" in held:
        return "intern"
    if ranks and len(said) > 1 and said[-1] == "lead" and ranks[-1].start == len(said) - 1:
        held.add("manager")
    return min((one for one in SENIORITIES if one in held), key=SENIORITIES.index, default=None)


def _assists(said: Sequence[str], marks: Sequence[Found], ranks: Sequence[Found]) -> bool:
    """Does the person assist somebody? "Assistant manager" does not, "secretary general" neither."""
    for mark in marks:
        if mark.meaning != "assistant":
            continue
        inside = [one for one in ranks if one.start <= mark.start and mark.end <= one.end]
        if any(one.meaning not in ("individual_contributor", "senior") for one in inside):
            continue
        rest = said[mark.end :]
        leads = rest and any(" ".join(rest[-count:]) in _assisted() for count in (1, 2))
        toward = any(one.meaning in ("toward", "of") for one in marks)
        if not (leads and not toward and said[mark.start] in ("assistant", "asst")):
            return True
    return False


@cache
def _assisted() -> frozenset[str]:
    return frozenset(vocabulary("titles")["marks"]["assisted"])


def _serves_a_rank(said: Sequence[str], marks: Sequence[Found]) -> bool:
    """Does the word for assisting stand before whom it is for?"""
    assistant = min((mark.start for mark in marks if mark.meaning == "assistant"), default=len(said))
    if any(mark.meaning in ("toward", "of") and mark.start > assistant for mark in marks):
        return True
    high = ("founder", "c_level", "vp", "head", "director")
    return any(one.meaning in high for one in _lexica().ranks.find(said))


def _last(found: Iterator[Found]) -> Department | None:
    """In English and German the last word is what it is: an IT recruiter recruits."""
    meanings = [one.meaning for one in found if one.meaning != own_words.NOTHING]
    own = [one for one in meanings if one != "executive"] or meanings
    return next((one for one in DEPARTMENTS if own and one == own[-1]), None)


_SMALL = words(
    "of and the for to in at on und der die das des fur von et de du la le les y e en di per van a i w z"
)
_CAPITALS = words(
    """
    ceo cfo cto coo cmo cio cpo cro cso cco cdo chro ciso vp svp evp avp hr it pr qa ux ui seo sem ppc
    crm erp sap emea apac dach cee latam amer uk us usa eu b2b b2c saas ai ml bi r&d m&a pmo pm po bd
    sdr bdr kam csm cx ip hse ehs esg md gm pa ea pdg dg daf drh dsi rh rrhh gmbh llc ltd ag sa mba phd
    aws api sql php ios edv ict iot fmcg npi oem scm plc cad cam cnc gdpr hrbp fp&a l&d ii iii iv smb
    sme nhs rssi bozp bhp ti tic
    """
)


def _cased(bare: str) -> str:
    """Capitalised; the words that are written in capitals keep them, small words stay small."""
    return " ".join(_word(word, first=index == 0) for index, word in enumerate(bare.split(" ")))


def _word(word: str, *, first: bool) -> str:
    low = word.lower()
    core = low.strip("()[],;:.|/")
    if core in _CAPITALS:
        return low.replace(core, core.upper())
    if core in _SMALL and not first:
        return low
    return re.sub(
        r"[^\s\-/(&]+",
        lambda part: part[0].upper() if part[0] in _CAPITALS else part[0][:1].title() + part[0][1:],
        low,
    )
