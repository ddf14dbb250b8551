"""Who may import whom where import-linter does not look: between distributions, and between stages."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.source import SERVER, Module, Violation, imports, modules

OURS = re.compile(r"leadgen(_\w+)?$")
STAGE = re.compile(r"server/src/leadgen/stages/(\w+)/")
OF_A_STAGE = re.compile(r"leadgen\.stages\.(\w+)(?:\.(\w+))?")
DOORS = ("contracts", "service")


def violations(root: Path) -> list[Violation]:
    return [*_between_distributions(root), *_between_stages(root)]


def _between_distributions(root: Path) -> Iterator[Violation]:
    for source in sorted([root / "sdk/src", root / "server/src", *root.glob("plugins/*/src")]):
        own = {folder.name for folder in source.glob("*") if OURS.match(folder.name)}
        for module in modules(root, (source.relative_to(root).as_posix(),)):
            for statement, name in imports(module.tree):
                package = name.split(".")[0]
                if OURS.match(package) and package not in own | {"leadgen_sdk"}:
                    yield module.violation(
                        statement, f"imports {name}: only leadgen_sdk may be imported here"
                    )


def _between_stages(root: Path) -> Iterator[Violation]:
    """The order of the stages is import-linter's; here only through which doors."""
    for module in modules(root, SERVER):
        if stage := STAGE.match(module.path):
            yield from _past_the_doors(module, stage.group(1))


def _past_the_doors(module: Module, stage: str) -> Iterator[Violation]:
    for statement, name in imports(module.tree):
        other = OF_A_STAGE.match(name)
        if other and other.group(1) != stage and other.group(2) not in DOORS:
            yield module.violation(statement, f"imports {name}: of another stage only {' and '.join(DOORS)}")
