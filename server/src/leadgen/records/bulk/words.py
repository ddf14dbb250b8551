"""What an act on many records is called in History. Pure."""

from collections.abc import Mapping, Sequence

from leadgen.records.bulk.acts import NOUNS, Act, Edit, Label, Merge, Rekey, Restore, Retype, Trash
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.phrases import listed


def summary(
    act: Act, kind: RecordKind, count: int, fields: Mapping[str, Field], names: Mapping[str, str], label: str
) -> str:
    """A sentence without its full stop.

    `names` are what members and lists are called; `label` is the record's name where there is only one.
    """
    whom = label if count == 1 and label else counted(kind, count)
    match act:
        case Trash():
            return f"Moved {whom} to the trash"
        case Restore():
            return f"Restored {whom} from the trash"
        case Retype(label=field, type_word=word):
            return f"Retyped {field} to {word}"
        case Merge():
            return f"Merged {whom}"
        case Rekey(vocabulary):
            return f"Rewrote keys of {counted(kind, count)} after {_REKEYED[vocabulary]} changed"
        case Label():
            return _labelled(act, whom, names)
        case Edit(values):
            return _edited(values, whom, fields, names)


_REKEYED = {
    "legal_form": "legal forms",
    "role_mailbox": "role mailboxes",
    "free_mail": "free-mail domains",
}


def counted(kind: RecordKind, count: int) -> str:
    """`1 contact`, `5,000 companies`."""
    one, many = NOUNS[kind]
    return f"{count:,} {one if count == 1 else many}"


def _labelled(act: Label, whom: str, names: Mapping[str, str]) -> str:
    added, removed = (_quoted(one, names) for one in (act.add, act.remove))
    if act.field == "tags":
        said = [
            f"tagged {whom} {added}" if added else "",
            f"took {removed} off {_again(whom, added)}" if removed else "",
        ]
    else:
        said = [
            f"put {whom} on {added}" if added else "",
            f"took {_again(whom, added)} off {removed}" if removed else "",
        ]
    sentence = " and ".join(one for one in said if one)
    return sentence[:1].upper() + sentence[1:]


def _again(whom: str, before: str) -> str:
    return "them" if before else whom


def _quoted(values: Sequence[str], names: Mapping[str, str]) -> str:
    return listed([f"“{names.get(one, one)}”" for one in values], "and") if values else ""


def _edited(
    values: Mapping[str, object], whom: str, fields: Mapping[str, Field], names: Mapping[str, str]
) -> str:
    if len(values) == 1:
        [(key, value)] = values.items()
        if fields[key].type == "member":
            return (
                f"Assigned {whom} to {names[str(value)]}"
                if value is not None
                else f"Took the owner off {whom}"
            )
        if value is None:
            return f"Emptied {fields[key].label.lower()} of {whom}"
    what = [fields[key].label.lower() for key in values]
    return f"Edited {', '.join(what[:3])}{' …' if len(what) > 3 else ''} of {whom}"
