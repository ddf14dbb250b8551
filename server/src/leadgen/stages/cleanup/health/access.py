"""Who may see how healthy the records are: whoever sees the records."""

from leadgen.platform.auth.roles import VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {"get_data_health": Rule(VIEWER_UP, Scope.RECORDS_READ)}
