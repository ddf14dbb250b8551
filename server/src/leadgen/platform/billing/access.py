"""Who may see the credits, and who bounds the spending: no key, as no program lifts its own bounds."""

from leadgen.platform.auth.roles import ADMIN_UP, OWNER_ONLY, VIEWER_UP, Rule, RuleTable, Scope

_READ = Rule(VIEWER_UP, Scope.ENRICHMENT_READ)

RULES: RuleTable = {
    "get_credits": _READ,
    "list_ledger": _READ,
    "get_caps": _READ,
    "set_caps": Rule(ADMIN_UP, None),
    "set_account_caps": Rule(OWNER_ONLY, None),
}
