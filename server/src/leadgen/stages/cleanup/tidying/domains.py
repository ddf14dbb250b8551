"""The domain of a company that has none: as its website says, else as its people's addresses do. Pure."""

from collections.abc import Mapping, Sequence

from leadgen.records.normalise import Bad, domain
from leadgen.records.normalise.values import Value
from leadgen.stages.cleanup.tidying.contracts import Reason


def of_company(
    values: Mapping[str, Value], hosts: Sequence[tuple[str, int]]
) -> tuple[str, Reason, str] | None:
    """Domain, why, and what the reason mentions. `hosts`: where how many of its people have a mailbox."""
    website = str(values.get("company_website", ""))
    own = _own(website)
    if own is not None:
        return own, "website", website
    told = [(found, people) for host, people in hosts if (found := _own(host)) is not None]
    if len({found for found, _ in told}) != 1:
        return None
    return told[0][0], "people", str(sum(people for _, people in told))


def _own(text: str) -> str | None:
    """The domain in a text, unless anybody can have an address or a page there."""
    found = domain.normalise(text) if text else None
    if found is None or isinstance(found, Bad) or domain.is_free(found) or domain.is_shared(found):
        return None
    return found
