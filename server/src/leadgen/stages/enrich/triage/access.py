"""Who may see and write the rules of triage, and who decides."""

from leadgen.platform.auth.roles import ADMIN_UP, EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "get_triage_rules": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "update_triage_rules": Rule(ADMIN_UP, Scope.ENRICHMENT_WRITE),
    "preview_triage_rules": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "get_company_triage": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "decide_company_triage": Rule(EDITOR_UP, Scope.RECORDS_WRITE),
}
