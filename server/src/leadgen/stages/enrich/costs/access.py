"""Who may see what was spent: whoever sees the credits."""

from leadgen.platform.auth.roles import VIEWER_UP, Rule, RuleTable, Scope

_READ = Rule(VIEWER_UP, Scope.ENRICHMENT_READ)

RULES: RuleTable = {"get_costs": _READ, "list_cost_runs": _READ, "export_costs": _READ}
