"""Who may listen."""

from leadgen.platform.auth.roles import VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {"stream_events": Rule(VIEWER_UP, Scope.WORKSPACE_READ)}
