"""Whose company a line brings: which lines look for one, and what they say about the one they found. Pure."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from leadgen.records.contracts import CompanyNews, Field, Patch, Value
from leadgen.records.employment import COMPANY
from leadgen.records.projection import names_company, plain, strong_keys
from leadgen.stages.ingest.contracts import Import, Policy
from leadgen.stages.ingest.policy import Held, Rules, Wish, fill_in, policies_of, wish_of
from leadgen.stages.ingest.repository.chunks import Placed


def wanted(
    placed: Sequence[Placed],
    held: Mapping[UUID, Held],
    rules: Rules,
    touched: Collection[int],
) -> dict[int, bool]:
    """The lines about older contacts that look for a company → may it be made where there is none?

    A contact without a company takes the first that a line names. One that has a company keeps it, unless
    the policy overwrites and no earlier line of the file was about the contact.
    """
    found: dict[int, bool] = {}
    seen: set[UUID] = set()
    given: set[UUID] = set()
    for line in placed if rules.policies.get(COMPANY, "never") != "never" else ():
        record_id = line.record_id
        if record_id is None:
            continue
        is_first = line.outcome == "update" and record_id.int not in touched and record_id not in seen
        seen.add(record_id)
        if line.values is None or not names_company(line.values, line.company_keys or ()):
            continue
        if COMPANY not in held.get(record_id, {}):
            found[line.line_no] = record_id not in given
            given.add(record_id)
        elif is_first:
            found[line.line_no] = rules.of(record_id)[COMPANY] == "overwrite"
    return found


def telling(
    news: Sequence[CompanyNews],
    held: Mapping[UUID, Held],
    rules: Rules,
    touched: Collection[int],
) -> set[int]:
    """The lines that would change a company which is older than the file, each by itself.

    Only the first line about a company overwrites; `touched`: those that earlier lines were about.
    """
    found: set[int] = set()
    seen: set[UUID] = set()
    filling: dict[str, Policy] = {
        name: "never" if policy == "never" else "fill" for name, policy in rules.policies.items()
    }
    for line in news:
        is_first = line.company_id.int not in touched and line.company_id not in seen
        seen.add(line.company_id)
        policies = rules.of(line.company_id) if is_first else filling
        wish = wish_of(line.line_no, _values(line), held.get(line.company_id, {}), policies, ())
        if wish.changed and not line.made_here:
            found.add(line.line_no)
    return found


def described(
    news: Sequence[CompanyNews],
    held: Mapping[UUID, Held],
    rules: Rules,
    touched: set[int],
) -> list[Patch]:
    """What the lines add to companies that were there: the first line about one decides, others fill in.

    Unlike a contact's, equal values are not confirmed: a file about people is no check of their companies.
    """
    wishes: dict[UUID, Wish] = {}
    for line in news:
        present, values = held.get(line.company_id, {}), _values(line)
        if line.made_here or line.company_id.int in touched:
            wish = wishes.setdefault(line.company_id, Wish(line.line_no))
            fill_in(wish, values, present, rules.policies, ())
        else:
            touched.add(line.company_id.int)
            wishes[line.company_id] = wish_of(line.line_no, values, present, rules.of(line.company_id), ())
    return [
        Patch(company_id, dict(wish.changed), wish.line_no, confirm=False)
        for company_id, wish in wishes.items()
        if wish.changed
    ]


def company_policies(of: Import, fields: Sequence[Field]) -> dict[str, Policy]:
    """Policy by field of the companies that contacts' lines name; a website tells the domain as well."""
    if of.kind == "company":
        return {}
    found = policies_of(of.columns, fields, "company")
    if "company_website" in found:
        found.setdefault("company_domain", found["company_website"])
    return found


def asked(fields: Sequence[Field], policies: Mapping[str, Policy]) -> tuple[list[Field], list[Field]]:
    """The company fields that lines may fill where they are blank, and those they may overwrite at times."""
    own = [field for field in fields if field.kind == "company" and field.key in policies]
    return (
        [field for field in own if policies[field.key] == "fill"],
        [field for field in own if policies[field.key] in ("overwrite", "newest")],
    )


def _values(line: CompanyNews) -> dict[str, Value]:
    """With the domain that a website tells; an e-mail's says too little of a company that has none."""
    values = plain(line.values)
    told = strong_keys("company", {"company_website": values.get("company_website", "")})
    for domain in told.intersection(line.company_keys):
        values.setdefault("company_domain", domain.removeprefix("domain:"))
    return values
