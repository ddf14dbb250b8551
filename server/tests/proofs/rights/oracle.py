"""Who may do what, written by hand and derived from nothing: a rule is changed here and in the product.

One letter for each role that may (Owner, Admin, Editor, Reviewer, Viewer), then the scope a key needs; a dash
where no key may, only a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_ROLES = {"O": "owner", "A": "admin", "E": "editor", "R": "reviewer", "V": "viewer"}


@dataclass(frozen=True)
class Right:
    roles: frozenset[str]
    scope: str | None


_TABLE = """
get_workspace            OAERV  workspace:read
update_workspace         OA     workspace:write
arm_workspace            O      -
get_permissions          OAERV  workspace:read
stream_events            OAERV  workspace:read

list_members             OAERV  access:read
set_writing              OAERV  -
update_member            OA     -
remove_member            OA     access:write
leave_workspace          OAERV  -
transfer_ownership       O      -
create_reset_link        OA     -
list_invitations         OA     access:read
create_invitation        OA     -
renew_invitation         OA     -
revoke_invitation        OA     access:write
list_api_keys            OA     access:read
create_api_key           OA     -
revoke_api_key           OA     access:write
list_audit               OA     audit:read

get_credits              OAERV  enrichment:read
list_ledger              OAERV  enrichment:read
get_caps                 OAERV  enrichment:read
set_caps                 OA     -
set_account_caps         O      -

list_webhook_events      OA     webhooks:read
get_webhook_sample       OA     webhooks:read
list_webhooks            OA     webhooks:read
create_webhook           OA     webhooks:write
get_webhook              OA     webhooks:read
update_webhook           OA     webhooks:write
delete_webhook           OA     webhooks:write
rotate_webhook_secret    OA     webhooks:write
test_webhook             OA     webhooks:write
list_deliveries          OA     webhooks:read
get_delivery             OA     webhooks:read
replay_delivery          OA     webhooks:write
replay_webhook           OA     webhooks:write
list_effects             OAERV  history:read
resolve_effect           OAE    history:write
list_plugins             OAERV  enrichment:read
get_plugin               OAERV  enrichment:read
set_plugin               OA     -

list_fields              OAERV  records:read
create_field             OAE    records:write
list_field_usage         OAERV  records:read
update_field             OAE    records:write
archive_field            OA     records:write
restore_field            OA     records:write
preview_retype           OAERV  records:read
retype_field             OA     records:write
list_notes               OAERV  records:read
list_contact_notes       OAERV  records:read
add_contact_note         OAE    records:write
list_company_notes       OAERV  records:read
add_company_note         OAE    records:write
update_note              OAE    records:write
remove_note              OAE    records:write
list_tags                OAERV  records:read
update_tag               OAE    records:write
merge_tag                OAE    records:write
remove_tag               OAE    records:write
clean_tags               OAE    records:write
describe_filter          OAERV  records:read
search_records           OAERV  records:read
facet_contacts           OAERV  records:read
facet_companies          OAERV  records:read
list_contacts            OAERV  records:read
query_contacts           OAERV  records:read
create_contact           OAE    records:write
get_contact              OAERV  records:read
update_contact           OAE    records:write
update_contacts          OAE    records:write
export_contacts          OAERV  records:read
batch_contacts           OAE    records:write
list_contact_timeline    OAERV  records:read
list_contact_evidence    OAERV  records:read
list_companies           OAERV  records:read
query_companies          OAERV  records:read
create_company           OAE    records:write
get_company              OAERV  records:read
update_company           OAE    records:write
update_companies         OAE    records:write
export_companies         OAERV  records:read
batch_companies          OAE    records:write
list_company_timeline    OAERV  records:read
list_company_evidence    OAERV  records:read
list_suppressions        OAERV  records:read
add_suppression          OAE    records:write
remove_suppression       OA     records:write
list_vocabularies        OAERV  records:read
get_vocabulary           OAERV  records:read
set_vocabulary           OAE    records:write
read_title               OAERV  records:read
count_contacts           OAERV  records:read
count_companies          OAERV  records:read
change_contacts          OAE    records:write
verify_contacts          OAE    records:write
get_data_health          OAERV  records:read
preview_cleanup          OAE    records:write
list_cleanups            OAERV  records:read
get_cleanup              OAERV  records:read
list_cleanup_changes     OAERV  records:read
apply_cleanup            OAE    records:write
forget_cleanup           OAE    records:write
change_companies         OAE    records:write
preview_contact_merge    OAERV  records:read
preview_company_merge    OAERV  records:read
merge_contacts           OAE    records:write
merge_companies          OAE    records:write
unmerge_group            OAE    history:write
start_duplicate_scan     OAE    records:write
list_duplicate_scans     OAERV  records:read
get_duplicate_scan       OAERV  records:read
cancel_duplicate_scan    OAE    records:write
get_duplicate_settings   OAERV  records:read
set_duplicate_settings   OA     records:write
preview_duplicate_merges OAERV  records:read
merge_duplicates         OAE    records:write
list_duplicates          OAERV  records:read
get_duplicate            OAERV  records:read
merge_duplicate          OAE    records:write
keep_duplicate_apart     OAE    records:write
skip_duplicate           OAE    records:write
reopen_duplicate         OAE    records:write
remove_contact           OAE    records:write
remove_company           OAE    records:write
list_trashed_contacts    OAERV  records:read
list_trashed_companies   OAERV  records:read
export_selected_contacts OAERV  records:read
export_selected_companies OAERV records:read
list_lists               OAERV  records:read
create_list              OAE    records:write
update_list              OAE    records:write
delete_list              OAE    records:write
cancel_operation         OAE    history:write
list_operations          OAERV  history:read
get_operation            OAERV  history:read
preview_undo             OAERV  history:read
undo_operation           OAE    history:write
list_conflicts           OAERV  history:read

list_views               OAERV  records:read
create_view              OAERV  records:write
update_view              OAERV  records:write
duplicate_view           OAERV  records:write
delete_view              OAERV  records:write
list_segments            OAERV  records:read
create_segment           OAE    records:write
get_segment              OAERV  records:read
update_segment           OAE    records:write
delete_segment           OAE    records:write

list_findings            OAERV  enrichment:read
list_run_findings        OAERV  enrichment:read
list_contact_findings    OAERV  enrichment:read
list_company_findings    OAERV  enrichment:read
mark_finding             OAER   enrichment:write
get_enrichment_quality   OAERV  enrichment:read
get_costs                OAERV  enrichment:read
list_cost_runs           OAERV  enrichment:read
export_costs             OAERV  enrichment:read
get_offer_profile        OAERV  enrichment:read
update_offer_profile     OAE    enrichment:write
get_triage_rules         OAERV  enrichment:read
update_triage_rules      OA     enrichment:write
preview_triage_rules     OAERV  enrichment:read
get_company_triage       OAERV  enrichment:read
decide_company_triage    OAE    records:write
get_enrichment_options   OAERV  enrichment:read
get_enrichment_settings  OAERV  enrichment:read
update_enrichment_settings OA   enrichment:write
quote_enrichment         OAE    enrichment:write
start_enrichment_run     OAE    enrichment:write
list_enrichment_runs     OAERV  enrichment:read
get_enrichment_run       OAERV  enrichment:read
pause_enrichment_run     OAE    enrichment:write
resume_enrichment_run    OAE    enrichment:write
cancel_enrichment_run    OAE    enrichment:write

list_imports             OAERV  imports:read
upload_import            OAE    imports:write
import_from_url          OAE    imports:write
read_import_anew         OAE    imports:write
get_import               OAERV  imports:read
preview_import           OAERV  imports:read
map_import               OAE    imports:write
list_import_lines        OAERV  imports:read
list_import_problems     OAERV  imports:read
fix_import_lines         OAE    imports:write
fix_import_column        OAE    imports:write
commit_import            OAE    imports:write
cancel_import            OAE    imports:write
resume_import            OAE    imports:write
download_rejected_lines  OAERV  imports:read
load_sample              OAE    imports:write
get_sample               OAERV  imports:read
"""

RIGHTS: Mapping[str, Right] = {
    name: Right(frozenset(_ROLES[letter] for letter in letters), None if scope == "-" else scope)
    for name, letters, scope in (line.split() for line in _TABLE.split("\n") if line)
}

# Outside any workspace: what a session opens and a key never does.
PERSONAL = frozenset({
    "get_me", "update_me", "change_password", "change_email", "list_sessions", "end_session",
    "sign_out_everywhere", "start_totp", "confirm_totp", "stop_totp", "get_overview", "create_workspace",
})  # fmt: skip

# What anybody may ask: the doors themselves, and what a one-time link guards.
OPEN = frozenset({
    "get_health", "get_setup", "create_owner", "get_session", "sign_in", "sign_out", "get_sign_in_options",
    "start_provider_sign_in", "finish_provider_sign_in", "request_password_reset", "reset_password",
    "confirm_email_change", "read_invitation", "accept_invitation",
})  # fmt: skip

SCOPES = (
    "records:read", "records:write", "imports:read", "imports:write", "history:read", "history:write",
    "workspace:read", "workspace:write", "access:read", "access:write", "webhooks:read", "webhooks:write",
    "audit:read", "enrichment:read", "enrichment:write",
)  # fmt: skip
