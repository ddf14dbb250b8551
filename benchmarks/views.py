"""Random views of a large workspace, each as the product's filter and as SQL that a person would write."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.crowd import COUNTRIES, INDUSTRIES, SENIORITIES, TITLES, Crowd

Json = Any
SEED = 11
# The list's order, and the column of its index.
SORTS = (
    ("full_name", "full_name_key", ""), ("-updated_at", "updated_at", "DESC"), ("email", "email", ""),
    ("job_title", "job_title_key", ""),
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """`sql` is a condition on the contact `r`. `quick`: an index finds it, or it hits one in a thousand."""

    name: str
    filter: Json
    sql: str
    quick: bool
    sort: str = "full_name"
    column: str = "full_name_key"
    way: str = ""


Drawn = tuple[Json, str]
Draw = Callable[[random.Random, Crowd], Drawn]


def drawn(crowd: Crowd, count: int) -> list[View]:
    """The same views every time: each kind in turn, half of them narrowed by a second one."""
    dice = random.Random(SEED)
    kinds = [*((name, draw, True) for name, draw in QUICK.items()), *((n, d, False) for n, d in SLOW.items())]
    return [_view(dice, crowd, *kinds[number % len(kinds)]) for number in range(count)]


def _view(dice: random.Random, crowd: Crowd, name: str, draw: Draw, quick: bool) -> View:
    found, sql = draw(dice, crowd)
    if dice.random() < 0.5:
        other, more = QUICK["country"](dice, crowd)
        found, sql, name = {"all": [found, other]}, f"{sql} AND {more}", f"{name}, country"
    sort, column, way = dice.choice(SORTS)
    return View(name, found, sql, quick, sort, column, way)


def _test(field: str, op: str, value: Json) -> Json:
    return {"field": field, "op": op, "value": value}


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _email(dice: random.Random, crowd: Crowd) -> Drawn:
    number = dice.randrange(1, crowd.contacts)
    return _test("email", "starts_with", f"ada{number}@"), f"r.email LIKE 'ada{number}@%'"


def _name(dice: random.Random, _: Crowd) -> Drawn:
    start = dice.choice(["ada n", "greta", "omar s", "lina"])
    return _test("full_name", "starts_with", start), f"r.full_name_key LIKE '{start}%'"


def _title(dice: random.Random, _: Crowd) -> Drawn:
    titles = dice.sample(TITLES, 2)
    low = _listed([title.lower() for title in titles])
    return _test("job_title", "in", titles), f"r.job_title_key IN ({low})"


def _country(dice: random.Random, _: Crowd) -> Drawn:
    countries = dice.sample(COUNTRIES, 2)
    return _test("country", "in", countries), f"r.country IN ({_listed(countries)})"


def _owner(_: random.Random, crowd: Crowd) -> Drawn:
    return _test("owner", "equals", str(crowd.owner)), f"r.owner_id = '{crowd.owner}'"


def _domain(dice: random.Random, crowd: Crowd) -> Drawn:
    domain = f"firm{dice.randrange(1, crowd.contacts // 5)}.example"
    return {"company": _test("company_domain", "equals", domain)}, _hop(f"c.company_domain = '{domain}'")


def _size(dice: random.Random, _: Crowd) -> Drawn:
    low, high = dice.choice([(10, 49), (50, 249), (250, 999)])
    overlap = f"c.company_size_min <= {high} AND c.company_size_max >= {low}"
    return {"company": _test("company_size", "overlaps", [low, high])}, _hop(overlap)


def _industry(dice: random.Random, _: Crowd) -> Drawn:
    word = dice.choice(INDUSTRIES)
    return {"company": _test("industry", "equals", word)}, _hop(f"lower(c.industry) = '{word.lower()}'")


def _hop(condition: str) -> str:
    return (
        "EXISTS (SELECT FROM company c WHERE c.workspace_id = r.workspace_id AND c.id = r.company_id "
        f"AND c.deleted_at IS NULL AND {condition})"
    )


def _number(dice: random.Random, crowd: Crowd) -> Drawn:
    low = dice.randrange(900)
    return _test("lead_score", "between", [low, low + 5]), _own(
        f"v.field_id = '{crowd.number_field}' AND v.number BETWEEN {low} AND {low + 5}"
    )


def _text(dice: random.Random, crowd: Crowd) -> Drawn:
    word = f"fair {dice.randrange(5_000)}"
    return _test("met_at", "equals", word), _own(
        f"v.field_id = '{crowd.text_field}' AND v.text_key = '{word}'"
    )


def _own(condition: str) -> str:
    return (
        "EXISTS (SELECT FROM custom_value v WHERE v.workspace_id = r.workspace_id AND v.record_id = r.id "
        f"AND {condition})"
    )


def _tag(dice: random.Random, crowd: Crowd) -> Drawn:
    name = dice.choice([*crowd.tags])
    return _test("tags", "in", [name]), _tagged(crowd, name)


def _not_tag(_: random.Random, crowd: Crowd) -> Drawn:
    return {"not": _test("tags", "in", ["Customer"])}, f"NOT {_tagged(crowd, 'Customer')}"


def _tagged(crowd: Crowd, name: str) -> str:
    return (
        "EXISTS (SELECT FROM record_tag v WHERE v.workspace_id = r.workspace_id AND v.record_id = r.id "
        f"AND v.tag_id = '{crowd.tags[name]}')"
    )


def _title_part(dice: random.Random, _: Crowd) -> Drawn:
    part = dice.choice(["sales", "head", "man"])
    return _test("job_title", "contains", part), f"r.job_title_key LIKE '%{part}%'"


def _seniority(dice: random.Random, _: Crowd) -> Drawn:
    chosen = dice.choice(SENIORITIES)
    return _test("seniority", "equals", chosen), f"lower(r.seniority) = '{chosen}'"


def _city(dice: random.Random, _: Crowd) -> Drawn:
    city = f"City {dice.randrange(500)}"
    return _test("city", "equals", city), f"r.city_key = '{city.lower()}'"


def _either(dice: random.Random, crowd: Crowd) -> Drawn:
    (one, sql), (other, more) = _owner(dice, crowd), _title(dice, crowd)
    return {"any": [one, other]}, f"({sql} OR {more})"


def _nobody(dice: random.Random, _: Crowd) -> Drawn:
    name = f"Nobody {dice.randrange(500)}"
    return _test("last_name", "equals", name), f"lower(r.last_name) = '{name.lower()}'"


def _rare_part(dice: random.Random, crowd: Crowd) -> Drawn:
    part = f"ak {dice.randrange(1_000)}"
    return _test("full_name", "contains", part), f"r.full_name_key LIKE '%{part}%'"


def _rare_both(dice: random.Random, crowd: Crowd) -> Drawn:
    (one, sql), (other, more) = _seniority(dice, crowd), _industry(dice, crowd)
    return {"all": [one, other, _test("full_name", "contains", "ada novák 7")]}, (
        f"{sql} AND {more} AND r.full_name_key LIKE '%ada novak 7%'"
    )


QUICK: dict[str, Draw] = {
    "address": _email, "name": _name, "title": _title, "country": _country, "owner": _owner,
    "company's domain": _domain, "company's size": _size, "company's industry": _industry,
    "own number": _number, "own text": _text, "tag": _tag, "not the tag": _not_tag,
    "within the title": _title_part, "seniority": _seniority, "city": _city, "owner or title": _either,
}  # fmt: skip
# No index finds these, and fewer than one record in a thousand matches.
SLOW: dict[str, Draw] = {
    "a last name that nobody has": _nobody, "within the name": _rare_part, "rare in three ways": _rare_both,
}  # fmt: skip
