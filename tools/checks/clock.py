"""Time comes from kernel.clock, so that a decision can be made at any moment a test or a proof chooses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.source import PRODUCT, Module, Violation, dotted, modules, strings, without_exceptions

EXCEPTIONS = {
    "server/src/leadgen/kernel/clock.py": "the one place that asks the machine",
    "server/src/leadgen/kernel/ids.py": "ids sort by the time they were made; nothing decides by it",
    "server/src/leadgen/platform/jobs/repository.py": "heartbeats are in the time of the database",
}
ASKS_THE_MACHINE = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime)"
    r"|func\.(now|current_timestamp))$"
)
ASKS_POSTGRES = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)"
    r"|\b(CURRENT_(TIMESTAMP|DATE|TIME)|LOCALTIMESTAMP)\b",
    re.IGNORECASE,
)
LOOKS_LIKE_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|DEFAULT|WHERE|VALUES|SET)\b|[<>=]")


def violations(root: Path) -> list[Violation]:
    found = ((module.path, hit) for module in modules(root, PRODUCT) for hit in _in(module))
    return without_exceptions(root, found, EXCEPTIONS, "the rule of the clock")


def _in(module: Module) -> Iterator[Violation]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ASKS_THE_MACHINE.search(dotted(node.func)):
            yield module.violation(node, f"asks {dotted(node.func)}(): use kernel.clock.now()")
    for text, value in strings(module.tree):
        if ASKS_POSTGRES.search(value) and LOOKS_LIKE_SQL.search(value):
            yield module.violation(
                text, "asks PostgreSQL for the time: pass kernel.clock.now() as a parameter"
            )
