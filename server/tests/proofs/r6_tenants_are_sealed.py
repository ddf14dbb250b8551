"""R6: tenants are sealed. Every table has the workspace key and forced row-level security, or a reason."""

import sys
from itertools import chain

from tests.proofs import sealing
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size

PLANTED_BUG = "CREATE TABLE forgotten (workspace_id uuid NOT NULL, note text)"


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        if planted:
            _plant(there)
        return _read_the_catalogue(there)


def _plant(there: Ground) -> None:
    with there.server.connect(there.address.database) as administrator:
        administrator.execute(PLANTED_BUG)


def _read_the_catalogue(there: Ground) -> Outcome:
    with there.server.connect(there.address.database) as administrator:
        tables, unsealed = sealing.unsealed_tables(administrator)
        wrong = {
            "unsealed": unsealed,
            "stale_exceptions": sealing.stale_exceptions(administrator),
            "loose_foreign_keys": sealing.loose_foreign_keys(administrator),
            "powerful_roles": sealing.powerful_roles(administrator),
        }
    for sentence in chain.from_iterable(wrong.values()):
        print(sentence, file=sys.stderr)
    counts = {name: len(found) for name, found in wrong.items()}
    return Outcome({"tables": tables, **counts}, tables > 0 and not any(counts.values()))
