"""The page on access tells the rules that the product goes by."""

from pathlib import Path

from leadgen.pipeline.assembly import build
from leadgen.platform.auth.roles import Role, Scope
from leadgen.platform.keys import words

PAGE = Path(__file__).resolve().parents[3] / "docs" / "access.md"


def row(name: str) -> str:
    rule = build().rules[name]
    letters = "".join(role[0].upper() for role in Role if role in rule.roles)
    return f"| `{name}` | {letters} | {f'`{rule.scope}`' if rule.scope else '–'} |"


def test_the_table_of_operations_is_the_one_in_force() -> None:
    told = [line for line in PAGE.read_text().splitlines() if line.startswith("| `") and line.count("|") == 4]
    assert told == [row(name) for name in sorted(build().rules)], "python -m tests.platform.test_access_page"


def test_every_role_and_scope_has_words() -> None:
    assert set(words.ROLES) == set(Role)
    assert set(words.SCOPES) == set(Scope)
    assert {rule.scope for rule in build().rules.values()} - {None} == set(Scope)


if __name__ == "__main__":
    kept = [line for line in PAGE.read_text().splitlines() if not line.startswith("| `")]
    PAGE.write_text("\n".join([*kept, *[row(name) for name in sorted(build().rules)]]) + "\n")
