"""Who may do what with plugins."""

from leadgen.platform.auth.roles import ADMIN_UP, VIEWER_UP, Rule, RuleTable, Scope

_READ = Rule(VIEWER_UP, Scope.ENRICHMENT_READ)

RULES: RuleTable = {
    "list_plugins": _READ,
    "get_plugin": _READ,
    "set_plugin": Rule(ADMIN_UP, None),
}
