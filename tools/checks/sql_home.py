"""SQL stands in the repository of its module and in db/, where it can be read, reviewed and measured."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.source import SERVER, Module, Violation, dotted, imports, modules, strings

HOME = re.compile(r"(^|/)(repository\.py|repository/[^/]+\.py)$|^server/src/leadgen/db/")
VERBS = frozenset({"select", "insert", "update", "delete", "text", "union", "union_all", "exists"})
LOOKS_LIKE_SQL = re.compile(
    r"\s*(SELECT\s|INSERT INTO\s|UPDATE\s+\S+\s+SET\s|DELETE FROM\s|WITH\s+\S+\s+AS\s|COPY\s+\S+.*(FROM|TO)\s"
    r"|(CREATE|ALTER|DROP|TRUNCATE)\s+(TEMP|TABLE|INDEX|ROLE|SCHEMA|DATABASE|POLICY|FUNCTION|EXTENSION)"
    r"|(NOTIFY|LISTEN|UNLISTEN)\s|SET\s+(LOCAL|ROLE)\s|GRANT\s)"
)
INDEX_CONDITIONS = re.compile(r"/models\.py$")  # a model's partial index names its rows with text()
SENTENCE = "SQL belongs into the repository of its module (repository.py) or into db/"


def violations(root: Path) -> list[Violation]:
    return [
        found for module in modules(root, SERVER) if not HOME.search(module.path) for found in _in(module)
    ]


def _in(module: Module) -> Iterator[Violation]:
    for statement, name in imports(module.tree):
        condition = name == "sqlalchemy.text" and INDEX_CONDITIONS.search(module.path)
        if name.startswith("sqlalchemy.") and name.rsplit(".", 1)[-1] in VERBS and not condition:
            yield module.violation(statement, f"imports {name}: {SENTENCE}")
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in VERBS
            and dotted(node.value) in ("sa", "sqlalchemy")
        ):
            yield module.violation(node, f"uses {dotted(node)}: {SENTENCE}")
    for text, value in strings(module.tree):
        if LOOKS_LIKE_SQL.match(value):
            yield module.violation(text, f"holds an SQL statement: {SENTENCE}")
