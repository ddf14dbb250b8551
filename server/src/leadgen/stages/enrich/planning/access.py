"""Who may see prices and runs, and who may spend."""

from leadgen.platform.auth.roles import ADMIN_UP, EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "get_enrichment_options": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "get_enrichment_settings": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "update_enrichment_settings": Rule(ADMIN_UP, Scope.ENRICHMENT_WRITE),
    "quote_enrichment": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
    "start_enrichment_run": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
    "list_enrichment_runs": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "get_enrichment_run": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "pause_enrichment_run": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
    "resume_enrichment_run": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
    "cancel_enrichment_run": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
}
