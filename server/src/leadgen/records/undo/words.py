"""What an undo does, in words. Pure."""

from leadgen.records.authorship import Refusal
from leadgen.records.field import RecordKind


def reason(kind: RecordKind, refusal: Refusal) -> str:
    """Why something stays, as a sentence."""
    match refusal.reason:
        case "changed" if refusal.field is None:
            return f"Somebody worked on this {kind} since, so it stays"
        case "changed":
            return "The value was changed since, so it stays"
        case "removed":
            return f"The {kind} was removed since"
        case "merged":
            return f"The {kind} was merged into another one since. Undo that first"
        case "still_used":
            return f"Still used by {_count(int(refusal.detail), 'contact')}"
        case "key_taken":
            return f"{refusal.detail} belongs to another {kind} now"


def sentence(*, revert: int, remove: int, bring_back: int, keep: int, conflicts: int) -> str:
    """What an undo will do, for the dialog before it."""
    acts = [
        f"removes {_count(remove, 'record')}" if remove else "",
        f"brings back {_count(bring_back, 'record')}" if bring_back else "",
        f"puts back {_count(revert, 'value')}" if revert else "",
    ]
    told = [act for act in acts if act]
    words = [_joined(told).capitalize() + "." if told else "There is nothing left to undo."]
    if keep:
        words.append(f"{_count(keep, 'value')} {_stay(keep)} because {_they(keep)} confirmed since.")
    if conflicts:
        words.append(f"{_count(conflicts, 'conflict')} {_stay(conflicts)} as {_they_are(conflicts)}.")
    return " ".join(words)


def summary(undone: str) -> str:
    """The name of an undo in History: the undo of an undo says what it redoes."""
    if undone.startswith("Undo: "):
        return "Redo: " + undone.removeprefix("Undo: ")
    return "Undo: " + undone.removeprefix("Redo: ")


def _joined(acts: list[str]) -> str:
    return acts[0] if len(acts) == 1 else ", ".join(acts[:-1]) + " and " + acts[-1]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def _they(number: int) -> str:
    return "it was" if number == 1 else "they were"


def _they_are(number: int) -> str:
    return "it is" if number == 1 else "they are"
