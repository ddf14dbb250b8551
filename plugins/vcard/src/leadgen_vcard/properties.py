"""One property of a vCard: its name, its types and its text, in any of the three versions."""

import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass

_PARAMETER = re.compile(r'((?:[^;:"]|"[^"]*")*)([;:]|$)')
_RANK = re.compile(r"[0-9]{1,3}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")


class LineUnreadable(ValueError):
    """The line is no property, or in an encoding that nobody knows; the message says which."""


@dataclass(frozen=True)
class Property:
    """`name` in capitals; `types` in small letters, with bare parameters of version 2.1 among them."""

    name: str
    value: str  # decoded, still escaped
    types: frozenset[str]
    preference: int  # 1 is the best, 101 where nothing is said
    group: str = ""

    def text(self) -> str:
        """The value as one text."""
        return unescaped(self.value).strip()

    def parts(self, separator: str = ";") -> list[str]:
        """The value's components; those of a name or an address by semicolons, of a list by commas."""
        return [unescaped(part).strip() for part in _split(self.value, separator)]


def parsed(data: bytes, encoding: str) -> Property:
    """The property of a content line. Raises LineUnreadable."""
    head, colon, raw = _cut(data)
    if not colon:
        raise LineUnreadable("has no colon; a property is a name, a colon and a value")
    name, *parameters = _parameters(head)
    group, _, plain = name.rpartition(".")
    given = [_pair(parameter) for parameter in parameters]
    types = [word for key, value in given if key in ("", "TYPE") for word in value.lower().split(",")]
    named = {key: value for key, value in given if key}
    if "QUOTED-PRINTABLE" in (named.get("ENCODING", "").upper(), *(t.upper() for t in types)):
        raw = quopri.decodestring(raw)
    value = _decoded(raw, named.get("CHARSET", "") or encoding)
    preference = named.get("PREF", "")
    return Property(
        name=plain.strip().upper(),
        value=value,
        types=frozenset(word.strip() for word in types),
        preference=int(preference) if _RANK.fullmatch(preference) else 1 if "pref" in types else 101,
        group=group.lower(),
    )


def unescaped(text: str) -> str:
    """Backslashes taken away; `\\n` is a line end."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def label(prop: Property) -> str:
    """The word of a label that an Apple device keeps in a line of its own."""
    found = _APPLE_LABEL.fullmatch(prop.text())
    return (found[1] if found else prop.text()).lower()


def _cut(data: bytes) -> tuple[str, bytes, bytes]:
    """Before the colon, the colon, behind it; a colon in quotes is part of a parameter."""
    at = quotes = 0
    for at, byte in enumerate(data):
        quotes += byte == 0x22
        if byte == 0x3A and quotes % 2 == 0:
            return data[:at].decode("latin-1"), b":", data[at + 1 :]
    head, colon, value = data.partition(b":")  # a quote that nobody closed
    return head.decode("latin-1"), colon, value


def _parameters(head: str) -> list[str]:
    parts, at = [], 0
    while found := _PARAMETER.match(head, at):
        parts.append(found[1])
        at = found.end()
        if found[2] != ";":
            return parts
    return [*parts, head[at:]]  # a quote that nobody closed holds the rest


def _pair(parameter: str) -> tuple[str, str]:
    """Name and value; a bare parameter of version 2.1 has a value only."""
    name, equals, value = parameter.partition("=")
    value = value.strip().strip('"')
    return (name.strip().upper(), value) if equals else ("", name.strip())


def _split(text: str, separator: str) -> Sequence[str]:
    """Cut at the separators that no backslash escapes."""
    parts = []
    for found in re.finditer(rf"((?:\\.?|[^\\{separator}])*)({separator}|$)", text, re.DOTALL):
        parts.append(found[1])
        if not found[2]:
            break
    return parts


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).replace("\0", "")
    except LookupError:
        raise LineUnreadable(f"names the character set “{encoding[:40]}”, which nobody knows") from None
    except UnicodeError:
        raise LineUnreadable(f"is not valid {encoding.upper()[:40]}") from None
