"""Who may have addresses checked."""

from leadgen.platform.auth.roles import EDITOR_UP, Rule, RuleTable, Scope

RULES: RuleTable = {"verify_contacts": Rule(EDITOR_UP, Scope.RECORDS_WRITE)}
