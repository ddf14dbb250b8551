"""What of a pair is no field, and how a cluster comes apart. Pure."""

from collections.abc import Sequence

# So many records of a cluster stand side by side; of further ones it is not kept why.
SIDE_BY_SIDE = 50
PRIOR, RELATED, NAMESAKES, COMPANY = "prior", "related", "namesakes", "company"


def apart(
    rows: Sequence[int], pairs: Sequence[tuple[int, int]], barred: set[tuple[int, int]]
) -> dict[int, int]:
    """By row its part, when rows are joined by the surest pairs first, but never with a barred one."""
    home = {row: row for row in rows}
    members = {row: {row} for row in rows}
    for one, other in pairs:
        ours, theirs = home[one], home[other]
        if ours == theirs or any(
            (min(a, b), max(a, b)) in barred for a in members[ours] for b in members[theirs]
        ):
            continue
        members[ours] |= members.pop(theirs)
        home |= dict.fromkeys(members[ours], ours)
    return home
