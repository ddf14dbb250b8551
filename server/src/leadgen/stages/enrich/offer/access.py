"""Who may read and write the offer profile."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, Rule, RuleTable, Scope

RULES: RuleTable = {
    "get_offer_profile": Rule(VIEWER_UP, Scope.ENRICHMENT_READ),
    "update_offer_profile": Rule(EDITOR_UP, Scope.ENRICHMENT_WRITE),
}
