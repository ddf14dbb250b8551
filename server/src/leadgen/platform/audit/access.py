"""Who may read the audit."""

from leadgen.platform.auth.roles import ADMIN_UP, Rule, RuleTable, Scope

RULES: RuleTable = {"list_audit": Rule(ADMIN_UP, Scope.AUDIT_READ)}
