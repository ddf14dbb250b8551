"""What the named findings of data health find, in plain Python over plain values: for the evaluator."""

from collections.abc import Callable, Mapping
from typing import Any

import phonenumbers

from leadgen.records.normalise.mail_hosts import FREE_MAIL, ROLE_MAILBOXES, SHARED_SITES
from leadgen.records.normalise.text import key
from leadgen.records.normalise.words import words

Values = Mapping[str, Any]

_FORMS = words(
    "gmbh ggmbh mbh ohg gbr ltd limited llc llp plc inc corp bvba sro s.r.o a.s s.p.a s.r.l srl sarl eurl "
    "o.o d.o.o kft zrt oy oyj aps"
)


def finds(name: str, own: Values, employer: Values | None) -> bool:
    """Whether a record with these values, and its company's, shows the finding."""
    return _FINDINGS[name](own, employer or {})


def _email_elsewhere(own: Values, employer: Values) -> bool:
    host, domain = own.get("email", "").rpartition("@")[2], employer.get("company_domain")
    if not host or not domain or host in FREE_MAIL:
        return False
    return host != domain and not host.endswith(f".{domain}")


def _firm_as_name(own: Values, employer: Values) -> bool:
    name = key(own.get("full_name", ""))
    if name in ROLE_MAILBOXES or "@" in name or "www." in name:
        return True
    return bool(name) and name.split(" ")[-1].removesuffix(".") in _FORMS


def _initial(field: str) -> Callable[[Values, Values], bool]:
    def is_one(own: Values, employer: Values) -> bool:
        name = own.get(field, "")
        return len(name.rstrip(".")) == 1 and ord(name[0]) < 0x2E80

    return is_one


def _phone(phone: str, country: str) -> Callable[[Values, Values], bool]:
    def is_elsewhere(own: Values, employer: Values) -> bool:
        code = phonenumbers.country_code_for_region(own.get(country, ""))
        return phone in own and code != 0 and not own[phone].startswith(f"+{code}")

    return is_elsewhere


_FINDINGS: Mapping[str, Callable[[Values, Values], bool]] = {
    "email_elsewhere": _email_elsewhere,
    "firm_as_name": _firm_as_name,
    "first_name_initial": _initial("first_name"),
    "last_name_initial": _initial("last_name"),
    "phone_mobile_elsewhere": _phone("phone_mobile", "country"),
    "phone_work_elsewhere": _phone("phone_work", "country"),
    "phone_company_elsewhere": _phone("phone_company", "company_country"),
    "provider_domain": lambda own, _: own.get("company_domain") in FREE_MAIL | SHARED_SITES,
}
