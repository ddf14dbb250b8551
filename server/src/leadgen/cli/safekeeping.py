"""What `leadgen doctor` says of secrets, backups, and workspaces that may not reach outward."""

from collections.abc import Iterator

from leadgen.cli.finding import Finding
from leadgen.config import Settings
from leadgen.db import inspection
from leadgen.db.roles import Role
from leadgen.db.startup import connector
from leadgen.pipeline.assembly import build
from leadgen.platform.secrets.contracts import Survey
from leadgen.platform.secrets.rotation import survey

_MOST_NAMES = 10


def findings(settings: Settings) -> Iterator[Finding]:
    """Of a database at the code's schema."""
    connect = connector(settings)
    with connect(Role.OWNER) as owner, connect(Role.SYSTEM) as system:
        state = inspection.safekeeping(owner, system)
    yield _disarmed(state.disarmed)
    yield _secrets(survey(settings, build().sealed))
    last = f"{state.backed_up_at:%Y-%m-%d %H:%M} UTC" if state.backed_up_at is not None else "none yet"
    yield Finding("last backup", True, last if state.backed_up_at else f"{last}: `leadgen backup FILE`")


def _disarmed(slugs: tuple[str, ...]) -> Finding:
    if not slugs:
        return Finding("disarmed workspaces", True, "none")
    names = ", ".join(slugs[:_MOST_NAMES]) + (" …" if len(slugs) > _MOST_NAMES else "")
    fix = "Nothing goes out of them until an owner confirms it on the dashboard. On a mere copy, leave it so."
    return Finding("disarmed workspaces", False, f"{len(slugs):,}: {names}", fix)


def _secrets(found: Survey) -> Finding:
    counts = (found.current, found.old, found.unknown)
    detail = "{:,} sealed with the present key, {:,} with an old one, {:,} with one that is not here".format(
        *counts
    )
    if found.unknown:
        fix = (
            "Put the key of those into the file secret.key.old or LEADGEN_OLD_SECRET_KEYS and run "
            "`leadgen secrets rotate`. Without it, webhooks need a new secret and second factors are set up "
            "anew."
        )
        return Finding("sealed secrets", False, detail, fix)
    fix = "Run `leadgen secrets rotate` to finish the change of the key." if found.old else ""
    return Finding("sealed secrets", not fix, detail, fix)
