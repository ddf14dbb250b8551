"""What a site lets robots read (RFC 9309): the longest rule that fits decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

AGENT = "leadgen-pipeline"
_MOST_LINES = 5000


@dataclass(frozen=True)
class Rules:
    """(path pattern, allowed) of the group that is ours, and the pause it asks for."""

    lines: Sequence[tuple[str, bool]] = ()
    delay_s: float = 0.0

    def allow(self, url: str) -> bool:
        """May this address be read?"""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        fitting = [(len(pattern), allowed) for pattern, allowed in self.lines if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def rules_of(text: str) -> Rules:
    """The group of our name, else the one of everybody; several of one name count together."""
    ours, everybody = _groups(text)
    return ours or everybody or Rules()


def _groups(text: str) -> tuple[Rules | None, Rules | None]:
    found: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    names: list[str] = []
    named = False  # does the last line name an agent?
    for line in text.splitlines()[:_MOST_LINES]:
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*names, value.lower()] if named else [value.lower()]
            named = True
            continue
        named = False if key else named
        for name in names:
            rules, delays = found.setdefault(name, ([], []))
            if key in ("allow", "disallow") and value:
                rules.append((unquote(value), key == "allow"))
            elif key == "crawl-delay" and value.replace(".", "", 1).isdigit():
                delays.append(float(value[:9]))
    ours, everybody = found.get(AGENT), found.get("*")
    return (
        Rules(ours[0], max(ours[1], default=0.0)) if ours else None,
        Rules(everybody[0], max(everybody[1], default=0.0)) if everybody else None,
    )


def _fits(pattern: str, path: str) -> bool:
    """`*` is anything, `$` the end; each part is looked for once, so no pattern takes long."""
    ends = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in parts[:-1] if ends and parts else parts:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if not ends:
        return True
    return len(path) == at if not parts else path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at
