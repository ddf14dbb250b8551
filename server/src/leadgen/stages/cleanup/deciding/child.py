"""The process that compares: `python -m leadgen.stages.cleanup.deciding.child`.

A table of the base in, a line of JSON per cluster out, and an empty line at the end. It can be ended at any
time, and gives its memory back with its end.
"""

import sys

from leadgen.kernel.collecting import collect_rarely
from leadgen.kernel.json import JSON, encode
from leadgen.records.normalise import own_words
from leadgen.stages.cleanup.deciding.finding import Cluster, clusters
from leadgen.stages.cleanup.deciding.table import Table


def main() -> None:
    answers = sys.stdout.buffer
    collect_rarely()
    table = Table.read(sys.stdin.buffer)
    with own_words.using(table.words):
        for cluster in clusters(table):
            answers.write(encode(_written(cluster)) + b"\n")
    answers.write(b"\n")
    answers.flush()


def _written(cluster: Cluster) -> JSON:
    return {
        "rows": cluster.rows,
        "bits": cluster.bits,
        "sure_bits": cluster.sure_bits,
        "expected_false": cluster.expected_false,
        "pairs": [[pair.left, pair.right, pair.bits, pair.why] for pair in cluster.pairs],
    }


if __name__ == "__main__":
    main()
