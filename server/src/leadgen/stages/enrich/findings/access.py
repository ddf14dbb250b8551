"""Who may see what was found, and who says whether it is right."""

from leadgen.platform.auth.roles import REVIEWER_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "list_findings": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "list_run_findings": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "list_contact_findings": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "list_company_findings": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "mark_finding": Rule(REVIEWER_UP, Scope.ENRICHMENT_WRITE),
    "get_enrichment_quality": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
}
