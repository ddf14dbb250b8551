"""Every setting stands in config.py and in docs/operations.md; nothing else reads the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.source import PRODUCT, Violation, dotted, modules, without_exceptions

CONFIG = "server/src/leadgen/config.py"
DOCUMENT = "docs/operations.md"
PREFIX = "LEADGEN_"
NOT_SETTINGS = {
    "LEADGEN_PYTHON": "read by ./dev before any of our code runs",
    "LEADGEN_TEST_CHROMIUM": "read by the browser journeys",
    "LEADGEN_TEST_DATABASE_ADMIN_URL": "read by the tests",
}
READS = re.compile(r"(^|\.)(os\.environ|environ|os\.getenv|getenv)$")
EXCEPTIONS = {
    "server/src/leadgen/cli/children.py": "hands its own environment down to the processes it starts",
    "server/src/leadgen/cli/up.py": "asks whether there is a screen to open a browser on",
}


def violations(root: Path) -> list[Violation]:
    settings = set(_settings(root))
    document = root / DOCUMENT
    documented = set(
        re.findall(rf"`({PREFIX}[A-Z0-9_]+)`", document.read_text() if document.exists() else "")
    )
    missing = [
        Violation(CONFIG, f"{name} is not explained in {DOCUMENT}") for name in sorted(settings - documented)
    ]
    unknown = sorted(documented - settings - set(NOT_SETTINGS))
    wrong = [Violation(DOCUMENT, f"explains {name}, which is not a setting") for name in unknown]
    return missing + wrong + without_exceptions(root, _readers(root), EXCEPTIONS, "the rule of settings")


def _settings(root: Path) -> Iterator[str]:
    file = root / CONFIG
    tree = ast.parse(file.read_bytes()) if file.exists() else ast.Module([], [])
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and "BaseSettings" in map(dotted, node.bases):
            yield from (f"{PREFIX}{name.upper()}" for name in _fields(node))


def _fields(settings: ast.ClassDef) -> Iterator[str]:
    for node in settings.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not _of_the_class(node):
            yield node.target.id


def _of_the_class(field: ast.AnnAssign) -> bool:
    return isinstance(field.annotation, ast.Subscript) and dotted(field.annotation.value) == "ClassVar"


def _readers(root: Path) -> Iterator[tuple[str, Violation]]:
    sentence = "reads the environment: settings stand in config.py"
    for module in modules(root, PRODUCT):
        for node in ast.walk(module.tree) if module.path != CONFIG else ():
            if isinstance(node, ast.Attribute | ast.Name) and READS.search(dotted(node)):
                yield module.path, module.violation(node, sentence)
