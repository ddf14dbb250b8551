"""R3: nothing is lost in an import, whatever happens to PostgreSQL meanwhile.

Files are imported through the API while the database is stopped under them: fast, immediate, kill -9. Each
file overlaps with the ones before, repeats some of its own lines and has some that cannot be read. At the
end of each: the contacts are those of a plain oracle, each line has one verdict, and the counts add up. The
last file again adds nothing.
"""

import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from leadgen.db.references import broken
from tests.proofs.installation import Installation, installation
from tests.proofs.outcome import Outcome, Size

RESTARTS = {"tiny": 1, "ci": 10, "full": 200}
LINES = {"tiny": 6_000, "ci": 20_000, "full": 100_000}
RESTARTS_PER_FILE = 2
STOPS = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
WAIT_S = 600.0
FINAL = {"applied", "failed", "cancelled"}

# The high-water mark runs one line ahead of the work: one line of each chunk is passed over.
PLANTED_BUG = """
CREATE FUNCTION one_ahead() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.applied_through := NEW.applied_through + 1; RETURN NEW; END $$;
CREATE TRIGGER one_ahead BEFORE UPDATE ON import FOR EACH ROW
  WHEN (NEW.applied_through > OLD.applied_through) EXECUTE FUNCTION one_ahead();
"""


@dataclass
class Oracle:
    """What must be in the base, worked out with plain sets."""

    emails: set[str] = field(default_factory=set)

    def expect(self, lines: Sequence[str]) -> dict[str, int]:
        """The counts of a file, which is then part of the base."""
        good = [line for line in lines if "@@" not in line]
        fresh = set(good) - self.emails
        self.emails |= fresh
        return {"lines": len(lines), "create": len(fresh), "rejected": len(lines) - len(good)}


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with installation() as there:
        if planted:
            with there.administrator() as administrator:
                administrator.execute(PLANTED_BUG)
        return _run(there, size, random.Random(seed))


def _run(there: Installation, size: Size, dice: random.Random) -> Outcome:
    oracle, restarts, wrong = Oracle(), 0, 0
    files = -(-RESTARTS[size] // RESTARTS_PER_FILE)
    lines: list[str] = []
    for number in range(files):
        lines = _lines(dice, LINES[size], number)
        with _restarts(there, dice, min(RESTARTS_PER_FILE, RESTARTS[size] - restarts)) as done:
            found = _import(there, f"file{number}.csv", lines)
        restarts += len(done)
        wrong += not _agrees(found, oracle.expect(lines))
    missing, unexpected, two_verdicts, lost = _compare(there, oracle, LINES[size])
    again = 0 if missing or unexpected or wrong else _added_again(there, lines)
    counts = {
        "files": files,
        "restarts": restarts,
        "contacts": len(oracle.emails),
        "missing": missing,
        "unexpected": unexpected,
        "files_with_wrong_counts": wrong,
        "lines_without_one_verdict": two_verdicts,
        "added_again": again,
        "broken_references": lost,
    }
    faults = missing + unexpected + wrong + two_verdicts + again + lost
    return Outcome(counts, faults == 0 and restarts == RESTARTS[size])


def _added_again(there: Installation, lines: Sequence[str]) -> int:
    """What the last file brings when it comes once more."""
    counts = cast(dict[str, int], _import(there, "again.csv", lines)["counts"])
    return counts["create"] + counts["update"]


def _lines(dice: random.Random, count: int, number: int) -> list[str]:
    """The e-mail of each line: 8 % repeat an earlier line, 2 % are no addresses, a fifth was there before."""
    lines: list[str] = []
    for position in range(count):
        luck = dice.random()
        if luck < 0.08 and lines:
            lines.append(dice.choice(lines))
        elif luck < 0.10:
            lines.append(f"person{number}-{position}@@people.example")
        elif luck < 0.30 and number:
            lines.append(f"person{number - 1}-{dice.randrange(count)}@people.example")
        else:
            lines.append(f"person{number}-{position}@people.example")
    return lines


def _import(there: Installation, filename: str, lines: Sequence[str]) -> dict[str, object]:
    """Through every step a person takes; the import as it ended."""
    content = "First Name,Last Name,E-mail\n" + "".join(
        f"Person,Number {email.partition('@')[0]},{email}\n" for email in lines
    )
    import_id = there.upload(filename, content.encode())
    found = _wait(there, import_id, {"mapping"})
    columns = cast(list[dict[str, object]], found["columns"])
    mapping = [{"index": column["index"], "field": column["field"]} for column in columns]
    there.send("PUT", f"/imports/{import_id}/mapping", {"columns": mapping, "match": ["email"]})
    _wait(there, import_id, {"staged"})
    _commit(there, import_id)
    return _wait(there, import_id, {"applied"})


def _commit(there: Installation, import_id: str) -> None:
    """The answer may be lost with the database: look before saying it again."""
    while there.get(f"/imports/{import_id}")["state"] == "staged":
        there.client.post(f"/imports/{import_id}/commit")
        time.sleep(0.1)


def _wait(there: Installation, import_id: str, states: set[str]) -> dict[str, object]:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        found = there.get(f"/imports/{import_id}")
        if found["state"] in states:
            return found
        if found["state"] in FINAL:
            raise RuntimeError(f"the import ended as {found['state']}: {found['problem']}")
        time.sleep(0.1)
    raise TimeoutError(f"the import is still {found['state']}")


@contextmanager
def _restarts(there: Installation, dice: random.Random, count: int) -> Iterator[list[signal.Signals]]:
    """Stop the database `count` times at random moments while the body runs; yields the stops done."""
    moments = [(dice.uniform(0.5, 3.0), dice.choice(STOPS)) for _ in range(count)]
    done: list[signal.Signals] = []
    thread = threading.Thread(target=_stop_database, args=(there, moments, done))
    thread.start()
    try:
        yield done
    finally:
        thread.join()


def _stop_database(
    there: Installation, moments: Sequence[tuple[float, signal.Signals]], done: list[signal.Signals]
) -> None:
    for wait_s, how in moments:
        time.sleep(wait_s)
        while not there.stop_database(how):
            time.sleep(0.1)
        done.append(how)


def _agrees(found: dict[str, object], expected: dict[str, int]) -> bool:
    counts = cast(dict[str, int], found["counts"])
    verdicts = ("create", "update", "duplicate", "ambiguous", "rejected")
    adds_up = sum(counts[verdict] for verdict in verdicts) == counts["lines"]
    return adds_up and all(counts[name] == value for name, value in expected.items())


def _compare(there: Installation, oracle: Oracle, lines: int) -> tuple[int, int, int, int]:
    """Contacts missing, contacts too many, imports whose `lines` do not each have their one verdict, and
    references that lead nowhere."""
    with there.administrator() as administrator:
        emails = [
            row[0] for row in administrator.execute("SELECT email FROM contact WHERE deleted_at IS NULL")
        ]
        row = administrator.execute(
            "SELECT count(*) FROM import i WHERE %s <>"
            " (SELECT count(*) FROM import_line l WHERE l.import_id = i.id AND l.verdict IS NOT NULL)",
            [lines],
        ).fetchone()
        lost = len(broken(administrator))
    assert row is not None
    missing = len(oracle.emails.difference(emails))
    return missing, len(emails) - (len(oracle.emails) - missing), row[0], lost
