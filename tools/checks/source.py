"""What the checks share: a violation, and the parsed Python files of a checkout."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PRODUCT = ("server/src", "sdk/src", "plugins/*/src")
SERVER = ("server/src",)


@dataclass(frozen=True)
class Violation:
    place: str  # path from the root, with a line where there is one
    sentence: str  # what is wrong and where the thing belongs

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Module:
    path: str  # from the root, with forward slashes
    tree: ast.Module

    def violation(self, node: ast.AST, sentence: str) -> Violation:
        return Violation(f"{self.path}:{getattr(node, 'lineno', 1)}", sentence)


def modules(root: Path, folders: tuple[str, ...]) -> Iterator[Module]:
    """Every Python file below `folders` (patterns from the root), in a fixed order."""
    for pattern in folders:
        for folder in sorted(root.glob(pattern)):
            for file in sorted(folder.rglob("*.py")):
                yield Module(file.relative_to(root).as_posix(), ast.parse(file.read_bytes(), str(file)))


def imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """(statement, dotted name) of all that a module imports; `from a import b` counts as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` for an attribute chain; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def strings(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Text that a module may use, f-strings with `_` for each value; bare strings (docstrings) are not."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(_text(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare | parts:
            yield node, node.value


def _text(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "_"


def without_exceptions(
    root: Path, found: Iterator[tuple[str, Violation]], exceptions: Mapping[str, str], rule: str
) -> list[Violation]:
    """Leaves out what an exception covers (path to reason), and reports exceptions that cover nothing."""
    violations, used = [], set()
    for path, violation in found:
        if path in exceptions:
            used.add(path)
        else:
            violations.append(violation)
    stale = sorted(path for path in set(exceptions) - used if (root / path).exists())
    return violations + [Violation(path, f"is excepted from {rule} but does not need it") for path in stale]
