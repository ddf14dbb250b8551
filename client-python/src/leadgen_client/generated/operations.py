"""Made from client/openapi.json by ./dev client. Not written by hand."""

from __future__ import annotations

from typing import Any, Literal, cast

from leadgen_client.generated import models
from leadgen_client.transport import Content, Transport


class Operations:
    """One method for each operation that an API key may have."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_health(
        self,
    ) -> models.Health:
        """Is the server up, and its database?"""
        return cast("models.Health", self._transport.send("GET", "/api/v1/health", within={}, query={}, headers={}).json())

    def get_workspace(
        self,
        *,
        slug: str,
    ) -> models.Workspace:
        """The workspace and your role in it."""
        return cast("models.Workspace", self._transport.send("GET", "/api/v1/workspaces/{slug}", within={"slug": slug}, query={}, headers={}).json())

    def update_workspace(
        self,
        *,
        slug: str,
        body: models.WorkspaceChange,
    ) -> models.Workspace:
        """Rename the workspace, set the country its bare phone numbers and dates are read in, or have its imports verified."""
        return cast("models.Workspace", self._transport.send("PATCH", "/api/v1/workspaces/{slug}", within={"slug": slug}, query={}, headers={}, body=body).json())

    def list_invitations(
        self,
        *,
        slug: str,
    ) -> models.InvitationList:
        """Invitations to this workspace, newest first, with how each got there and what became of it."""
        return cast("models.InvitationList", self._transport.send("GET", "/api/v1/workspaces/{slug}/invitations", within={"slug": slug}, query={}, headers={}).json())

    def revoke_invitation(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Take an invitation back: its link stops working."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/invitations/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def list_members(
        self,
        *,
        slug: str,
    ) -> models.MemberList:
        """Everybody in the workspace, by name."""
        return cast("models.MemberList", self._transport.send("GET", "/api/v1/workspaces/{slug}/members", within={"slug": slug}, query={}, headers={}).json())

    def remove_member(
        self,
        *,
        user_id: str,
        slug: str,
    ) -> models.Removed:
        """Take a member out of the workspace."""
        return cast("models.Removed", self._transport.send("DELETE", "/api/v1/workspaces/{slug}/members/{user_id}", within={"user_id": user_id, "slug": slug}, query={}, headers={}).json())

    def list_api_keys(
        self,
        *,
        slug: str,
    ) -> models.ApiKeyList:
        """The API keys of this workspace, without the keys themselves."""
        return cast("models.ApiKeyList", self._transport.send("GET", "/api/v1/workspaces/{slug}/api-keys", within={"slug": slug}, query={}, headers={}).json())

    def revoke_api_key(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """End a key at once. It stays in the list, with its last use."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/api-keys/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def get_permissions(
        self,
        *,
        slug: str,
    ) -> models.Permissions:
        """What each role may do, and which scope opens what to an API key."""
        return cast("models.Permissions", self._transport.send("GET", "/api/v1/workspaces/{slug}/permissions", within={"slug": slug}, query={}, headers={}).json())

    def list_audit(
        self,
        *,
        slug: str,
        kind: str | None = None,
        actor_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.AuditPage:
        """Who did what, newest first."""
        return cast("models.AuditPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/audit", within={"slug": slug}, query={"kind": kind, "actor_id": actor_id, "limit": limit, "cursor": cursor}, headers={}).json())

    def get_credits(
        self,
        *,
        slug: str,
    ) -> models.Credits:
        """The credits of the workspace's account: left, reserved, spent, and how much may be."""
        return cast("models.Credits", self._transport.send("GET", "/api/v1/workspaces/{slug}/credits", within={"slug": slug}, query={}, headers={}).json())

    def list_ledger(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.LedgerPage:
        """What became of the credits, newest first."""
        return cast("models.LedgerPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/credits/ledger", within={"slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def get_caps(
        self,
        *,
        slug: str,
    ) -> models.AllSpendingCaps:
        """How much may be spent by a run, in a day and in a month, here and by the whole account."""
        return cast("models.AllSpendingCaps", self._transport.send("GET", "/api/v1/workspaces/{slug}/credits/caps", within={"slug": slug}, query={}, headers={}).json())

    def list_webhook_events(
        self,
        *,
        slug: str,
    ) -> models.WebhookEventTypeList:
        """The events that can be told, each with a made-up sample."""
        return cast("models.WebhookEventTypeList", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhook-events", within={"slug": slug}, query={}, headers={}).json())

    def get_webhook_sample(
        self,
        *,
        type: str,
        slug: str,
    ) -> list[models.WebhookEvent]:
        """What would be sent for the newest ones, in the shape it is sent in; made up where there are none."""
        return cast("list[models.WebhookEvent]", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhook-events/{type}/sample", within={"type": type, "slug": slug}, query={}, headers={}).json())

    def list_webhooks(
        self,
        *,
        slug: str,
    ) -> models.WebhookList:
        """All webhooks, the oldest first."""
        return cast("models.WebhookList", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhooks", within={"slug": slug}, query={}, headers={}).json())

    def create_webhook(
        self,
        *,
        slug: str,
        body: models.WebhookDraft,
        idempotency_key: str | None = None,
    ) -> models.CreatedWebhook:
        """Have an address told of events."""
        return cast("models.CreatedWebhook", self._transport.send("POST", "/api/v1/workspaces/{slug}/webhooks", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def get_webhook(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Webhook:
        """One webhook and how it is doing."""
        return cast("models.Webhook", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhooks/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def update_webhook(
        self,
        *,
        id: str,
        slug: str,
        body: models.WebhookChange,
    ) -> models.Webhook:
        """Change a webhook, or turn it off and on."""
        return cast("models.Webhook", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/webhooks/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def delete_webhook(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Remove a webhook with its log; what waits for it is not sent."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/webhooks/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def rotate_webhook_secret(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.RotatedSecret:
        """Make a new secret. For 24 hours both sign, so the receiver can change over at leisure."""
        return cast("models.RotatedSecret", self._transport.send("POST", "/api/v1/workspaces/{slug}/webhooks/{id}/secret", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def test_webhook(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Delivery:
        """Send `test.ping`, whatever events the webhook is told of."""
        return cast("models.Delivery", self._transport.send("POST", "/api/v1/workspaces/{slug}/webhooks/{id}/test", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def list_deliveries(
        self,
        *,
        id: str,
        slug: str,
        state: Literal['waiting', 'sending', 'delivered', 'failed', 'unknown', 'released'] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.DeliveryPage:
        """What was sent in the last 30 days and what waits to be sent, newest first."""
        return cast("models.DeliveryPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhooks/{id}/deliveries", within={"id": id, "slug": slug}, query={"state": state, "limit": limit, "cursor": cursor}, headers={}).json())

    def get_delivery(
        self,
        *,
        id: str,
        delivery_id: str,
        slug: str,
    ) -> models.DeliveryDetail:
        """One delivery: what is sent, and each attempt with the beginning of its answer."""
        return cast("models.DeliveryDetail", self._transport.send("GET", "/api/v1/workspaces/{slug}/webhooks/{id}/deliveries/{delivery_id}", within={"id": id, "delivery_id": delivery_id, "slug": slug}, query={}, headers={}).json())

    def replay_delivery(
        self,
        *,
        id: str,
        delivery_id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Delivery:
        """Send an event again, under the same id: a receiver that knows it already does nothing twice."""
        return cast("models.Delivery", self._transport.send("POST", "/api/v1/workspaces/{slug}/webhooks/{id}/deliveries/{delivery_id}/replay", within={"id": id, "delivery_id": delivery_id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def replay_webhook(
        self,
        *,
        id: str,
        slug: str,
        body: models.ReplayRange,
        idempotency_key: str | None = None,
    ) -> models.Replayed:
        """Send again what did not arrive in a time, up to 10,000 events; what did arrive is left alone."""
        return cast("models.Replayed", self._transport.send("POST", "/api/v1/workspaces/{slug}/webhooks/{id}/replay", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_effects(
        self,
        *,
        slug: str,
        state: Literal['unknown'] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.EffectPage:
        """Letters, messages and paid calls that may or may not have happened, newest first."""
        return cast("models.EffectPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/effects", within={"slug": slug}, query={"state": state, "limit": limit, "cursor": cursor}, headers={}).json())

    def resolve_effect(
        self,
        *,
        id: str,
        slug: str,
        body: models.Resolution,
    ) -> models.Effect:
        """Say whether an act happened."""
        return cast("models.Effect", self._transport.send("POST", "/api/v1/workspaces/{slug}/effects/{id}/resolve", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def list_plugins(
        self,
        *,
        slug: str,
    ) -> models.PluginList:
        """The installed plugins that find fields: what they find, whom they ask, for how much."""
        return cast("models.PluginList", self._transport.send("GET", "/api/v1/workspaces/{slug}/plugins", within={"slug": slug}, query={}, headers={}).json())

    def get_plugin(
        self,
        *,
        key: str,
        slug: str,
    ) -> models.Plugin:
        """One plugin, without its key."""
        return cast("models.Plugin", self._transport.send("GET", "/api/v1/workspaces/{slug}/plugins/{key}", within={"key": key, "slug": slug}, query={}, headers={}).json())

    def verify_contacts(
        self,
        *,
        slug: str,
        body: models.Verification,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Check whether the e-mail addresses of contacts can be written to, as one operation with one undo."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/verify", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def get_data_health(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'] | None = None,
    ) -> models.DataHealth:
        """How many records hold each field, and how many of those are invalid, suspicious or stale, and why."""
        return cast("models.DataHealth", self._transport.send("GET", "/api/v1/workspaces/{slug}/data-health", within={"slug": slug}, query={"kind": kind}, headers={}).json())

    def start_duplicate_scan(
        self,
        *,
        slug: str,
        body: models.ScanDraft,
        idempotency_key: str | None = None,
    ) -> models.Scan:
        """Look for duplicates in all records of a kind, by a job; one at a time."""
        return cast("models.Scan", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/scans", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_duplicate_scans(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'],
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.ScanPage:
        """The scans of a kind of record, the newest first."""
        return cast("models.ScanPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/duplicates/scans", within={"slug": slug}, query={"kind": kind, "limit": limit, "cursor": cursor}, headers={}).json())

    def get_duplicate_scan(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Scan:
        """How far a scan is, or what it found."""
        return cast("models.Scan", self._transport.send("GET", "/api/v1/workspaces/{slug}/duplicates/scans/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def cancel_duplicate_scan(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Scan:
        """Stop a scan. What was found before stays."""
        return cast("models.Scan", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/scans/{id}/cancel", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def get_duplicate_settings(
        self,
        *,
        slug: str,
    ) -> models.Thresholds:
        """From which probability on two records are worth a look, and from which they may be merged unseen."""
        return cast("models.Thresholds", self._transport.send("GET", "/api/v1/workspaces/{slug}/duplicates/settings", within={"slug": slug}, query={}, headers={}).json())

    def set_duplicate_settings(
        self,
        *,
        slug: str,
        body: models.Thresholds,
    ) -> models.Thresholds:
        """Set both. What may be merged unseen follows at once; what is shown, with the next whole scan."""
        return cast("models.Thresholds", self._transport.send("PUT", "/api/v1/workspaces/{slug}/duplicates/settings", within={"slug": slug}, query={}, headers={}, body=body).json())

    def preview_duplicate_merges(
        self,
        *,
        slug: str,
        body: models.BulkPreviewDraft,
    ) -> models.BulkPreview:
        """How many clusters may be merged unseen from a probability on, a sample, and the expected mistakes."""
        return cast("models.BulkPreview", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/merge/preview", within={"slug": slug}, query={}, headers={}, body=body).json())

    def merge_duplicates(
        self,
        *,
        slug: str,
        body: models.BulkMerge,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Merge the clusters that a preview counted and that are as they were, by a job: one operation, one undo."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/merge", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_duplicates(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'],
        state: Literal['open', 'skipped', 'distinct', 'merged'] | None = None,
        least: float | None = None,
        sort: Literal['-probability', 'probability', '-size'] | None = None,
        operation_id: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.ClusterPage:
        """Clusters of records that are probably one, and how many there are of each state."""
        return cast("models.ClusterPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/duplicates", within={"slug": slug}, query={"kind": kind, "state": state, "least": least, "sort": sort, "operation_id": operation_id, "limit": limit, "cursor": cursor}, headers={}).json())

    def get_duplicate(
        self,
        *,
        id: str,
        slug: str,
        least: float | None = None,
        sort: Literal['-probability', 'probability', '-size'] | None = None,
        operation_id: str | None = None,
    ) -> models.Cluster:
        """A cluster: its records side by side, why they are thought to be one, what a merge would make of them."""
        return cast("models.Cluster", self._transport.send("GET", "/api/v1/workspaces/{slug}/duplicates/{id}", within={"id": id, "slug": slug}, query={"least": least, "sort": sort, "operation_id": operation_id}, headers={}).json())

    def merge_duplicate(
        self,
        *,
        id: str,
        slug: str,
        body: models.ClusterMergeDraft,
        idempotency_key: str | None = None,
    ) -> models.Merged:
        """Make one record of the cluster, or of some of its records, as `POST /contacts/merge` does."""
        return cast("models.Merged", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/{id}/merge", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def keep_duplicate_apart(
        self,
        *,
        id: str,
        slug: str,
        body: models.DistinctDraft,
        idempotency_key: str | None = None,
    ) -> models.Cluster:
        """None of these records is another one: remembered for good, no scan brings two of them together again."""
        return cast("models.Cluster", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/{id}/distinct", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def skip_duplicate(
        self,
        *,
        id: str,
        slug: str,
        body: models.SkipDraft,
        idempotency_key: str | None = None,
    ) -> models.Cluster:
        """Decide later: the cluster waits apart, until somebody opens it again."""
        return cast("models.Cluster", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/{id}/skip", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def reopen_duplicate(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Cluster:
        """Take a skip or a "not a duplicate" back. A merge is taken back by the undo of its operation."""
        return cast("models.Cluster", self._transport.send("POST", "/api/v1/workspaces/{slug}/duplicates/{id}/reopen", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def preview_cleanup(
        self,
        *,
        slug: str,
        body: models.CleanupWish,
        idempotency_key: str | None = None,
    ) -> models.Cleanup:
        """Look at what a cleanup of these records would change. Nothing is changed."""
        return cast("models.Cleanup", self._transport.send("POST", "/api/v1/workspaces/{slug}/cleanups", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_cleanups(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.CleanupPage:
        """The previews of the last 24 hours, the newest first."""
        return cast("models.CleanupPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/cleanups", within={"slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def get_cleanup(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Cleanup:
        """A preview: how far it is, and how many changes there are by rule and field."""
        return cast("models.Cleanup", self._transport.send("GET", "/api/v1/workspaces/{slug}/cleanups/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def forget_cleanup(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Stop looking, and forget the preview. What was applied is undone in History, not here."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/cleanups/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def list_cleanup_changes(
        self,
        *,
        id: str,
        slug: str,
        rule: Literal['format', 'follow', 'split_name', 'domain'] | None = None,
        field: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.CleanupChangePage:
        """Every change of a preview with its reason; of a rule, of a field, or with these letters."""
        return cast("models.CleanupChangePage", self._transport.send("GET", "/api/v1/workspaces/{slug}/cleanups/{id}/changes", within={"id": id, "slug": slug}, query={"rule": rule, "field": field, "q": q, "limit": limit, "cursor": cursor}, headers={}).json())

    def apply_cleanup(
        self,
        *,
        id: str,
        slug: str,
        body: models.CleanupChoice,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Make the changes of a preview, as one operation with one undo."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/cleanups/{id}/apply", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_findings(
        self,
        *,
        slug: str,
        field: str | None = None,
        enricher: str | None = None,
        verdict: models.Verdict | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.FindingPage:
        """Every answer of every enricher, the newest first: a sample to mark, of one field and one enricher."""
        return cast("models.FindingPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/findings", within={"slug": slug}, query={"field": field, "enricher": enricher, "verdict": verdict, "limit": limit, "cursor": cursor}, headers={}).json())

    def list_run_findings(
        self,
        *,
        id: str,
        slug: str,
        field: str | None = None,
        verdict: models.Verdict | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.FindingPage:
        """Every answer of a run, taken or not, with its words and the reason; the newest first."""
        return cast("models.FindingPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/runs/{id}/findings", within={"id": id, "slug": slug}, query={"field": field, "verdict": verdict, "limit": limit, "cursor": cursor}, headers={}).json())

    def list_contact_findings(
        self,
        *,
        id: str,
        slug: str,
        field: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.FindingPage:
        """What was found about a contact, taken or not; sources that disagree stand side by side."""
        return cast("models.FindingPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/{id}/findings", within={"id": id, "slug": slug}, query={"field": field, "limit": limit, "cursor": cursor}, headers={}).json())

    def list_company_findings(
        self,
        *,
        id: str,
        slug: str,
        field: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.FindingPage:
        """What was found about a company, taken or not; sources that disagree stand side by side."""
        return cast("models.FindingPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}/findings", within={"id": id, "slug": slug}, query={"field": field, "limit": limit, "cursor": cursor}, headers={}).json())

    def mark_finding(
        self,
        *,
        id: str,
        slug: str,
        body: models.FindingMark,
    ) -> models.EnrichmentFinding:
        """Say whether a found value is right or wrong; null takes the mark back."""
        return cast("models.EnrichmentFinding", self._transport.send("PUT", "/api/v1/workspaces/{slug}/findings/{id}/mark", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def get_enrichment_quality(
        self,
        *,
        slug: str,
    ) -> models.EnrichmentQuality:
        """How good each enricher is at each field: what it finds, what of it is right, what a right one costs."""
        return cast("models.EnrichmentQuality", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/quality", within={"slug": slug}, query={}, headers={}).json())

    def get_costs(
        self,
        *,
        slug: str,
        since: str | None = None,
        until: str | None = None,
        stage: str | None = None,
        provider: str | None = None,
        model: str | None = None,
        member: str | None = None,
    ) -> models.Costs:
        """What enrichment cost: by day, stage, provider, model and member, beside the providers' own cost."""
        return cast("models.Costs", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/costs", within={"slug": slug}, query={"since": since, "until": until, "stage": stage, "provider": provider, "model": model, "member": member}, headers={}).json())

    def list_cost_runs(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        stage: str | None = None,
        provider: str | None = None,
        model: str | None = None,
        member: str | None = None,
    ) -> models.CostRunPage:
        """The runs behind a cost, the newest first, each with its share of it."""
        return cast("models.CostRunPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/costs/runs", within={"slug": slug}, query={"limit": limit, "cursor": cursor, "since": since, "until": until, "stage": stage, "provider": provider, "model": model, "member": member}, headers={}).json())

    def export_costs(
        self,
        *,
        slug: str,
        since: str | None = None,
        until: str | None = None,
        stage: str | None = None,
        provider: str | None = None,
        model: str | None = None,
        member: str | None = None,
    ) -> bytes:
        """The costs as CSV: a line for each run, day, stage, provider and model."""
        return self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/costs/export", within={"slug": slug}, query={"since": since, "until": until, "stage": stage, "provider": provider, "model": model, "member": member}, headers={}).content

    def get_offer_profile(
        self,
        *,
        slug: str,
    ) -> models.OfferProfile:
        """Who you are, what you sell and to whom. Models that enrich records are told it."""
        return cast("models.OfferProfile", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/offer", within={"slug": slug}, query={}, headers={}).json())

    def update_offer_profile(
        self,
        *,
        slug: str,
        body: models.OfferDraft,
    ) -> models.OfferProfile:
        """Write the offer profile anew; what is left out becomes blank."""
        return cast("models.OfferProfile", self._transport.send("PUT", "/api/v1/workspaces/{slug}/enrichment/offer", within={"slug": slug}, query={}, headers={}, body=body).json())

    def get_triage_rules(
        self,
        *,
        slug: str,
    ) -> models.TriageRules:
        """The rules by which companies pass, fail, or are asked about."""
        return cast("models.TriageRules", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/triage", within={"slug": slug}, query={}, headers={}).json())

    def update_triage_rules(
        self,
        *,
        slug: str,
        body: models.TriageRules,
    ) -> models.TriageRules:
        """Write the rules anew. What they say is asked for by the terms `triage` and `triage_tier` of filters."""
        return cast("models.TriageRules", self._transport.send("PUT", "/api/v1/workspaces/{slug}/enrichment/triage", within={"slug": slug}, query={}, headers={}, body=body).json())

    def preview_triage_rules(
        self,
        *,
        slug: str,
        body: models.TriageRules,
    ) -> models.TriageOutlook:
        """What these rules would say: how many companies each decides, and what would change. Nothing is kept."""
        return cast("models.TriageOutlook", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/triage/preview", within={"slug": slug}, query={}, headers={}, body=body).json())

    def get_company_triage(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.TriageAnswer:
        """What triage says of a company now, and why. The field `triage_decision` overrules it."""
        return cast("models.TriageAnswer", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}/triage", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def decide_company_triage(
        self,
        *,
        id: str,
        slug: str,
        body: models.TriageDecision,
        idempotency_key: str | None = None,
    ) -> models.Written:
        """Decide about a company, whatever the rules say. It is one operation, whose undo asks about it again."""
        return cast("models.Written", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/{id}/triage", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def get_enrichment_options(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'] | None = None,
    ) -> models.EnrichmentOptions:
        """The stages for this kind of record with what each finds, presets, and the providers with their prices."""
        return cast("models.EnrichmentOptions", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/options", within={"slug": slug}, query={"kind": kind}, headers={}).json())

    def get_enrichment_settings(
        self,
        *,
        slug: str,
    ) -> models.EnrichmentSettings:
        """How this workspace wants each stage: switched on, whom to ask first, for which records."""
        return cast("models.EnrichmentSettings", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/settings", within={"slug": slug}, query={}, headers={}).json())

    def update_enrichment_settings(
        self,
        *,
        slug: str,
        body: models.EnrichmentSettings,
    ) -> models.EnrichmentSettings:
        """Change the stages that are named; the others stay as they are. Runs under way keep their plan."""
        return cast("models.EnrichmentSettings", self._transport.send("PUT", "/api/v1/workspaces/{slug}/enrichment/settings", within={"slug": slug}, query={}, headers={}, body=body).json())

    def quote_enrichment(
        self,
        *,
        slug: str,
        body: models.QuoteDraft,
        idempotency_key: str | None = None,
    ) -> models.EnrichmentQuote:
        """The price of finding these fields for these records. Nothing is asked and nothing is spent."""
        return cast("models.EnrichmentQuote", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/quotes", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def start_enrichment_run(
        self,
        *,
        slug: str,
        body: models.RunDraft,
        idempotency_key: str | None = None,
    ) -> models.EnrichmentRun:
        """Start a run at the price of a quote, or below. It spends no more than its ceiling."""
        return cast("models.EnrichmentRun", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/runs", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_enrichment_runs(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.EnrichmentRunPage:
        """The runs, the newest first."""
        return cast("models.EnrichmentRunPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/runs", within={"slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def get_enrichment_run(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EnrichmentRun:
        """A run: how far it is, and what it found, by field and by provider."""
        return cast("models.EnrichmentRun", self._transport.send("GET", "/api/v1/workspaces/{slug}/enrichment/runs/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def pause_enrichment_run(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EnrichmentRun:
        """Ask nobody anew until it is resumed; what is under way ends."""
        return cast("models.EnrichmentRun", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/runs/{id}/pause", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def resume_enrichment_run(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EnrichmentRun:
        """Go on with a run that was paused, or that waited for credits."""
        return cast("models.EnrichmentRun", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/runs/{id}/resume", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def cancel_enrichment_run(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EnrichmentRun:
        """End a run. What was found stays and can be undone; what was reserved and not spent is given back."""
        return cast("models.EnrichmentRun", self._transport.send("POST", "/api/v1/workspaces/{slug}/enrichment/runs/{id}/cancel", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def export_contacts(
        self,
        *,
        slug: str,
        format: Literal['csv', 'xlsx'] | None = None,
        columns: str | None = None,
        sort: str | None = None,
        operation_id: str | None = None,
        filter: str | None = None,
    ) -> bytes:
        """The contacts of a list as a file."""
        return self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/export", within={"slug": slug}, query={"format": format, "columns": columns, "sort": sort, "operation_id": operation_id, "filter": filter}, headers={}).content

    def export_selected_contacts(
        self,
        *,
        slug: str,
        body: models.ExportDraft,
    ) -> bytes:
        """The contacts of a selection as a file: by a filter of any length, or those picked by hand."""
        return self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/export", within={"slug": slug}, query={}, headers={}, body=body).content

    def export_companies(
        self,
        *,
        slug: str,
        format: Literal['csv', 'xlsx'] | None = None,
        columns: str | None = None,
        sort: str | None = None,
        operation_id: str | None = None,
        filter: str | None = None,
    ) -> bytes:
        """The companies of a list as a file, as contacts are exported."""
        return self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/export", within={"slug": slug}, query={"format": format, "columns": columns, "sort": sort, "operation_id": operation_id, "filter": filter}, headers={}).content

    def export_selected_companies(
        self,
        *,
        slug: str,
        body: models.ExportDraft,
    ) -> bytes:
        """The companies of a selection as a file, as contacts are exported."""
        return self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/export", within={"slug": slug}, query={}, headers={}, body=body).content

    def query_contacts(
        self,
        *,
        slug: str,
        body: models.ListQuery,
    ) -> models.RecordPage:
        """Contacts by a filter that is too long for an address."""
        return cast("models.RecordPage", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/query", within={"slug": slug}, query={}, headers={}, body=body).json())

    def query_companies(
        self,
        *,
        slug: str,
        body: models.ListQuery,
    ) -> models.RecordPage:
        """Companies by a filter that is too long for an address, as contacts are."""
        return cast("models.RecordPage", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/query", within={"slug": slug}, query={}, headers={}, body=body).json())

    def describe_filter(
        self,
        *,
        slug: str,
        body: models.FilterDraft,
    ) -> models.FilterDescription:
        """A filter in words, or each place where it is wrong. Nothing is changed."""
        return cast("models.FilterDescription", self._transport.send("POST", "/api/v1/workspaces/{slug}/filters/describe", within={"slug": slug}, query={}, headers={}, body=body).json())

    def list_field_usage(
        self,
        *,
        slug: str,
    ) -> models.FieldUsage:
        """How many records have a value of each of your own fields, archived ones included."""
        return cast("models.FieldUsage", self._transport.send("GET", "/api/v1/workspaces/{slug}/fields/usage", within={"slug": slug}, query={}, headers={}).json())

    def update_field(
        self,
        *,
        id: str,
        slug: str,
        body: models.FieldUpdate,
    ) -> models.Field:
        """Rename, describe or move a field of your own, or offer other options. Its key stays."""
        return cast("models.Field", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/fields/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def archive_field(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Field:
        """Archive a field of your own."""
        return cast("models.Field", self._transport.send("DELETE", "/api/v1/workspaces/{slug}/fields/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def restore_field(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Field:
        """Bring an archived field back, with all its values."""
        return cast("models.Field", self._transport.send("POST", "/api/v1/workspaces/{slug}/fields/{id}/restore", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def preview_retype(
        self,
        *,
        id: str,
        slug: str,
        type: models.OwnType,
    ) -> models.RetypePreview:
        """What another type would make of the values of a field: how many can be read, and some of each."""
        return cast("models.RetypePreview", self._transport.send("GET", "/api/v1/workspaces/{slug}/fields/{id}/retype", within={"id": id, "slug": slug}, query={"type": type}, headers={}).json())

    def retype_field(
        self,
        *,
        id: str,
        slug: str,
        body: models.RetypeDraft,
        idempotency_key: str | None = None,
    ) -> models.RetypedField:
        """Give a field of your own another type."""
        return cast("models.RetypedField", self._transport.send("POST", "/api/v1/workspaces/{slug}/fields/{id}/retype", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_notes(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.NotePage:
        """Notes of all contacts and companies, the newest first."""
        return cast("models.NotePage", self._transport.send("GET", "/api/v1/workspaces/{slug}/notes", within={"slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def list_contact_notes(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.RecordNotes:
        """The notes of a contact, the newest first."""
        return cast("models.RecordNotes", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/{id}/notes", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def add_contact_note(
        self,
        *,
        id: str,
        slug: str,
        body: models.NoteDraft,
        idempotency_key: str | None = None,
    ) -> models.Note:
        """Write a note about a contact."""
        return cast("models.Note", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/{id}/notes", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_company_notes(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.RecordNotes:
        """The notes of a company, the newest first."""
        return cast("models.RecordNotes", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}/notes", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def add_company_note(
        self,
        *,
        id: str,
        slug: str,
        body: models.NoteDraft,
        idempotency_key: str | None = None,
    ) -> models.Note:
        """Write a note about a company."""
        return cast("models.Note", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/{id}/notes", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def update_note(
        self,
        *,
        id: str,
        slug: str,
        body: models.NoteChange,
    ) -> models.Note:
        """Change a note, or bring a removed one back: your own, or as an admin anybody's."""
        return cast("models.Note", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/notes/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def remove_note(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Remove a note: your own, or as an admin anybody's. It can be brought back."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/notes/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def list_tags(
        self,
        *,
        slug: str,
    ) -> models.Tags:
        """Every tag by name, with how many contacts have it."""
        return cast("models.Tags", self._transport.send("GET", "/api/v1/workspaces/{slug}/tags", within={"slug": slug}, query={}, headers={}).json())

    def clean_tags(
        self,
        *,
        slug: str,
    ) -> models.Cleaned:
        """Forget the tags that no contact has, not even one in the trash. A tag comes back once it is used."""
        return cast("models.Cleaned", self._transport.send("POST", "/api/v1/workspaces/{slug}/tags/clean", within={"slug": slug}, query={}, headers={}).json())

    def update_tag(
        self,
        *,
        id: str,
        slug: str,
        body: models.TagChange,
    ) -> models.Tag:
        """Rename a tag, wherever it is, at once. What History says of before keeps the old word."""
        return cast("models.Tag", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/tags/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def remove_tag(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Operation:
        """Take a tag off every contact that has it, as one operation with one undo."""
        return cast("models.Operation", self._transport.send("DELETE", "/api/v1/workspaces/{slug}/tags/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def merge_tag(
        self,
        *,
        id: str,
        slug: str,
        body: models.TagMerge,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Give every contact that has this tag another one instead, as one operation with one undo."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/tags/{id}/merge", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def search_records(
        self,
        *,
        slug: str,
        q: str,
        limit: int | None = None,
    ) -> models.SearchHits:
        """The best contacts and companies for what somebody has typed so far."""
        return cast("models.SearchHits", self._transport.send("GET", "/api/v1/workspaces/{slug}/search", within={"slug": slug}, query={"q": q, "limit": limit}, headers={}).json())

    def facet_contacts(
        self,
        *,
        slug: str,
        body: models.FacetQuery,
    ) -> models.Facets:
        """How many contacts of a list have each value of a field."""
        return cast("models.Facets", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/facets", within={"slug": slug}, query={}, headers={}, body=body).json())

    def facet_companies(
        self,
        *,
        slug: str,
        body: models.FacetQuery,
    ) -> models.Facets:
        """How many companies of a list have each value of a field, as contacts have."""
        return cast("models.Facets", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/facets", within={"slug": slug}, query={}, headers={}, body=body).json())

    def count_contacts(
        self,
        *,
        slug: str,
        body: models.Selection,
    ) -> models.leadgen__records__bulk__schemas__Count:
        """How many contacts a selection has, exactly, however long that takes. Nothing is changed."""
        return cast("models.leadgen__records__bulk__schemas__Count", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/count", within={"slug": slug}, query={}, headers={}, body=body).json())

    def count_companies(
        self,
        *,
        slug: str,
        body: models.Selection,
    ) -> models.leadgen__records__bulk__schemas__Count:
        """How many companies a selection has, exactly, however long that takes. Nothing is changed."""
        return cast("models.leadgen__records__bulk__schemas__Count", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/count", within={"slug": slug}, query={}, headers={}, body=body).json())

    def change_contacts(
        self,
        *,
        slug: str,
        body: models.BulkDraft,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Edit, tag, put on lists, move to the trash or restore many contacts, as one operation with one undo."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/bulk", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def change_companies(
        self,
        *,
        slug: str,
        body: models.BulkDraft,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Edit, put on lists, move to the trash or restore many companies, as contacts are."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/bulk", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_trashed_contacts(
        self,
        *,
        slug: str,
        filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.TrashPage:
        """Contacts in the trash, removed last first, with who removed them."""
        return cast("models.TrashPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/trash", within={"slug": slug}, query={"filter": filter, "limit": limit, "cursor": cursor}, headers={}).json())

    def list_trashed_companies(
        self,
        *,
        slug: str,
        filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.TrashPage:
        """Companies in the trash, as contacts are."""
        return cast("models.TrashPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/trash", within={"slug": slug}, query={"filter": filter, "limit": limit, "cursor": cursor}, headers={}).json())

    def remove_contact(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Operation:
        """Move a contact to the trash. The answer is the operation, which can be undone."""
        return cast("models.Operation", self._transport.send("DELETE", "/api/v1/workspaces/{slug}/contacts/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def get_contact(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Record:
        """One contact with all its values, contact points and jobs."""
        return cast("models.Record", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def update_contact(
        self,
        *,
        id: str,
        slug: str,
        body: models.RecordChange,
    ) -> models.Written:
        """Change values of a contact."""
        return cast("models.Written", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/contacts/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def remove_company(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Operation:
        """Move a company to the trash. Who works there stays, and still shows its name."""
        return cast("models.Operation", self._transport.send("DELETE", "/api/v1/workspaces/{slug}/companies/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def get_company(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Record:
        """One company with all its values and how many contacts work there."""
        return cast("models.Record", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def update_company(
        self,
        *,
        id: str,
        slug: str,
        body: models.RecordChange,
    ) -> models.Written:
        """Change values of a company."""
        return cast("models.Written", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/companies/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def cancel_operation(
        self,
        *,
        id: str,
        slug: str,
        body: models.CancelOperation,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Stop an act on many records."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/operations/{id}/cancel", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def preview_contact_merge(
        self,
        *,
        slug: str,
        body: models.MergeDraft,
    ) -> models.MergePreview:
        """What `POST /contacts/merge` with this body would make of these contacts now. Nothing is changed."""
        return cast("models.MergePreview", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/merge/preview", within={"slug": slug}, query={}, headers={}, body=body).json())

    def preview_company_merge(
        self,
        *,
        slug: str,
        body: models.MergeDraft,
    ) -> models.MergePreview:
        """What `POST /companies/merge` with this body would make of these companies now, as for contacts."""
        return cast("models.MergePreview", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/merge/preview", within={"slug": slug}, query={}, headers={}, body=body).json())

    def merge_contacts(
        self,
        *,
        slug: str,
        body: models.MergeDraft,
        idempotency_key: str | None = None,
    ) -> models.Written:
        """Make one contact of several, as one operation; its undo takes them apart again, to the byte."""
        return cast("models.Written", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/merge", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def merge_companies(
        self,
        *,
        slug: str,
        body: models.MergeDraft,
        idempotency_key: str | None = None,
    ) -> models.Written:
        """Make one company of several. Who works or worked at one of them does so at the one that stays."""
        return cast("models.Written", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/merge", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def unmerge_group(
        self,
        *,
        id: str,
        slug: str,
        body: models.UnmergeDraft,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Take one group of a merge of many apart again; the others stay merged."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/operations/{id}/unmerge", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_lists(
        self,
        *,
        slug: str,
    ) -> models.RecordLists:
        """Every list of contacts and of companies, with how many are on it."""
        return cast("models.RecordLists", self._transport.send("GET", "/api/v1/workspaces/{slug}/lists", within={"slug": slug}, query={}, headers={}).json())

    def create_list(
        self,
        *,
        slug: str,
        body: models.ListDraft,
        idempotency_key: str | None = None,
    ) -> models.RecordList:
        """Make a list. Put records on it with `POST /contacts/bulk` or `/companies/bulk`."""
        return cast("models.RecordList", self._transport.send("POST", "/api/v1/workspaces/{slug}/lists", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def update_list(
        self,
        *,
        id: str,
        slug: str,
        body: models.ListChange,
    ) -> models.RecordList:
        """Rename a list, describe it, or bring a deleted one back."""
        return cast("models.RecordList", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/lists/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def delete_list(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Delete a list. The records on it stay where they are; the list can be brought back."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/lists/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def list_contacts(
        self,
        *,
        slug: str,
        sort: str | None = None,
        operation_id: str | None = None,
        filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.RecordPage:
        """Contacts, sorted, a page at a time."""
        return cast("models.RecordPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts", within={"slug": slug}, query={"sort": sort, "operation_id": operation_id, "filter": filter, "limit": limit, "cursor": cursor}, headers={}).json())

    def create_contact(
        self,
        *,
        slug: str,
        body: models.RecordDraft,
        idempotency_key: str | None = None,
    ) -> models.Written:
        """Add a contact."""
        return cast("models.Written", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def update_contacts(
        self,
        *,
        slug: str,
        body: models.RecordEdits,
    ) -> models.EditedRecords:
        """Change cells of up to 1,000 contacts as one operation."""
        return cast("models.EditedRecords", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/contacts", within={"slug": slug}, query={}, headers={}, body=body).json())

    def list_contact_timeline(
        self,
        *,
        id: str,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.TimelinePage:
        """What happened to a contact, newest first; a removed one still has its timeline."""
        return cast("models.TimelinePage", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/{id}/timeline", within={"id": id, "slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def list_contact_evidence(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EvidenceList:
        """Why each value of a contact is believed: operation, file, line and raw cell, or the edit."""
        return cast("models.EvidenceList", self._transport.send("GET", "/api/v1/workspaces/{slug}/contacts/{id}/evidence", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def list_companies(
        self,
        *,
        slug: str,
        sort: str | None = None,
        operation_id: str | None = None,
        filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.RecordPage:
        """Companies, sorted, a page at a time."""
        return cast("models.RecordPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies", within={"slug": slug}, query={"sort": sort, "operation_id": operation_id, "filter": filter, "limit": limit, "cursor": cursor}, headers={}).json())

    def create_company(
        self,
        *,
        slug: str,
        body: models.RecordDraft,
        idempotency_key: str | None = None,
    ) -> models.Written:
        """Add a company."""
        return cast("models.Written", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def update_companies(
        self,
        *,
        slug: str,
        body: models.RecordEdits,
    ) -> models.EditedRecords:
        """Change cells of up to 1,000 companies as one operation."""
        return cast("models.EditedRecords", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/companies", within={"slug": slug}, query={}, headers={}, body=body).json())

    def list_company_timeline(
        self,
        *,
        id: str,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.TimelinePage:
        """What happened to a company, newest first; a removed one still has its timeline."""
        return cast("models.TimelinePage", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}/timeline", within={"id": id, "slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def list_company_evidence(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.EvidenceList:
        """Why each value of a company is believed: operation, file, line and raw cell, or the edit."""
        return cast("models.EvidenceList", self._transport.send("GET", "/api/v1/workspaces/{slug}/companies/{id}/evidence", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def list_suppressions(
        self,
        *,
        slug: str,
        search: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.SuppressionPage:
        """The addresses, numbers, profiles and domains that are never written to, newest first."""
        return cast("models.SuppressionPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/suppressions", within={"slug": slug}, query={"search": search, "limit": limit, "cursor": cursor}, headers={}).json())

    def add_suppression(
        self,
        *,
        slug: str,
        body: models.SuppressionDraft,
        idempotency_key: str | None = None,
    ) -> models.Suppression:
        """Never write to an address again, in whatever spelling. One that is on the list stays as it is."""
        return cast("models.Suppression", self._transport.send("POST", "/api/v1/workspaces/{slug}/suppressions", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def remove_suppression(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Take an address off the list: from then on it may be written to again."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/suppressions/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def list_vocabularies(
        self,
        *,
        slug: str,
    ) -> models.VocabularyList:
        """The vocabularies there are, and how many entries of your own each has."""
        return cast("models.VocabularyList", self._transport.send("GET", "/api/v1/workspaces/{slug}/vocabularies", within={"slug": slug}, query={}, headers={}).json())

    def get_vocabulary(
        self,
        *,
        name: Literal['seniority', 'department', 'legal_form', 'role_mailbox', 'free_mail'],
        slug: str,
    ) -> models.Vocabulary:
        """The words of a vocabulary: those of the product, and your own."""
        return cast("models.Vocabulary", self._transport.send("GET", "/api/v1/workspaces/{slug}/vocabularies/{name}", within={"name": name, "slug": slug}, query={}, headers={}).json())

    def set_vocabulary(
        self,
        *,
        name: Literal['seniority', 'department', 'legal_form', 'role_mailbox', 'free_mail'],
        slug: str,
        body: models.VocabularyDraft,
    ) -> models.Vocabulary:
        """Say what words mean here. It counts for what is written from now on; stored values stay."""
        return cast("models.Vocabulary", self._transport.send("PUT", "/api/v1/workspaces/{slug}/vocabularies/{name}", within={"name": name, "slug": slug}, query={}, headers={}, body=body).json())

    def read_title(
        self,
        *,
        slug: str,
        text: str,
    ) -> models.TitleReading:
        """What a job title says of the person, by the words that hold here."""
        return cast("models.TitleReading", self._transport.send("GET", "/api/v1/workspaces/{slug}/title-reading", within={"slug": slug}, query={"text": text}, headers={}).json())

    def list_fields(
        self,
        *,
        slug: str,
    ) -> models.Fields:
        """Every field of contacts and companies, the workspace's own included, in the order people see them."""
        return cast("models.Fields", self._transport.send("GET", "/api/v1/workspaces/{slug}/fields", within={"slug": slug}, query={}, headers={}).json())

    def create_field(
        self,
        *,
        slug: str,
        body: models.FieldDraft,
        idempotency_key: str | None = None,
    ) -> models.Field:
        """Add a field of your own. It can be mapped, filled and edited at once."""
        return cast("models.Field", self._transport.send("POST", "/api/v1/workspaces/{slug}/fields", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_operations(
        self,
        *,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.OperationPage:
        """Everything that changed records, newest first."""
        return cast("models.OperationPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/operations", within={"slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def get_operation(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Operation:
        """One operation with its counts, its progress, and whether it can be undone."""
        return cast("models.Operation", self._transport.send("GET", "/api/v1/workspaces/{slug}/operations/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def preview_undo(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.UndoPreview:
        """What an undo would do now, and what it would leave as it is."""
        return cast("models.UndoPreview", self._transport.send("GET", "/api/v1/workspaces/{slug}/operations/{id}/undo", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def undo_operation(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Operation:
        """Undo an operation."""
        return cast("models.Operation", self._transport.send("POST", "/api/v1/workspaces/{slug}/operations/{id}/undo", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def list_conflicts(
        self,
        *,
        id: str,
        slug: str,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.ConflictPage:
        """What an undo could not put back; asked of an undone operation, of its undo."""
        return cast("models.ConflictPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/operations/{id}/conflicts", within={"id": id, "slug": slug}, query={"limit": limit, "cursor": cursor}, headers={}).json())

    def list_imports(
        self,
        *,
        slug: str,
        search: str | None = None,
        state: list[models.ImportState] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.ImportPage:
        """The imports, newest first: all, or those looked for."""
        return cast("models.ImportPage", self._transport.send("GET", "/api/v1/workspaces/{slug}/imports", within={"slug": slug}, query={"search": search, "state": state, "limit": limit, "cursor": cursor}, headers={}).json())

    def upload_import(
        self,
        *,
        slug: str,
        content: Content,
        filename: str | None = None,
        origin: Literal['file', 'paste'] | None = None,
        like: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Upload a file, or pasted rows as text; a worker finds out what it is."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports", within={"slug": slug}, query={"filename": filename, "origin": origin, "like": like}, headers={"Idempotency-Key": idempotency_key}, content=content).json())

    def import_from_url(
        self,
        *,
        slug: str,
        body: models.UrlImport,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Import a file by its address. A worker fetches it, so follow the import until it waits for you."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports/url", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def read_import_anew(
        self,
        *,
        id: str,
        slug: str,
        body: models.ImportReading,
    ) -> models.Import:
        """Read the file in another way: its encoding, delimiter, header row or sheet; null recognises it."""
        return cast("models.Import", self._transport.send("PUT", "/api/v1/workspaces/{slug}/imports/{id}/reading", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def get_import(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.Import:
        """One import: where it stands, what was recognised, and what its lines will do."""
        return cast("models.Import", self._transport.send("GET", "/api/v1/workspaces/{slug}/imports/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def preview_import(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.ImportPreview:
        """The header and the first 20 rows as text; both empty until the file was inspected."""
        return cast("models.ImportPreview", self._transport.send("GET", "/api/v1/workspaces/{slug}/imports/{id}/preview", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def map_import(
        self,
        *,
        id: str,
        slug: str,
        body: models.MappingChoice,
    ) -> models.Import:
        """Decide which column fills which field, what it may do to records, and by which keys lines match."""
        return cast("models.Import", self._transport.send("PUT", "/api/v1/workspaces/{slug}/imports/{id}/mapping", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def list_import_lines(
        self,
        *,
        id: str,
        slug: str,
        verdict: models.LineVerdict | None = None,
        search: str | None = None,
        problem: str | None = None,
        column: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> models.LinePage:
        """The staged lines in file order, each with its one verdict."""
        return cast("models.LinePage", self._transport.send("GET", "/api/v1/workspaces/{slug}/imports/{id}/lines", within={"id": id, "slug": slug}, query={"verdict": verdict, "search": search, "problem": problem, "column": column, "limit": limit, "cursor": cursor}, headers={}).json())

    def fix_import_lines(
        self,
        *,
        id: str,
        slug: str,
        body: models.LineFixes,
    ) -> models.FixedLines:
        """Correct cells of a staged import; the file's own texts stay beside."""
        return cast("models.FixedLines", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/imports/{id}/lines", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def list_import_problems(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.LineProblems:
        """Why lines were rejected, in groups, each with how many and some of their cells."""
        return cast("models.LineProblems", self._transport.send("GET", "/api/v1/workspaces/{slug}/imports/{id}/problems", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def fix_import_column(
        self,
        *,
        id: str,
        slug: str,
        body: models.ColumnFix,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Correct all cells of a column that are wrong in the same way, in all rejected lines."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports/{id}/fixes", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def commit_import(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Apply what the review showed, as one operation that can be undone."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports/{id}/commit", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def cancel_import(
        self,
        *,
        id: str,
        slug: str,
        body: models.CancelChoice,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Stop the import. What was applied already stays (`keep`) or is undone."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports/{id}/cancel", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def resume_import(
        self,
        *,
        id: str,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Go on with an import that was paused or failed, where it stopped."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/imports/{id}/resume", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def download_rejected_lines(
        self,
        *,
        id: str,
        slug: str,
    ) -> bytes:
        """The rejected lines with their reasons in the column `leadgen_problem`: repair and import them."""
        return self._transport.send("GET", "/api/v1/workspaces/{slug}/imports/{id}/rejected", within={"id": id, "slug": slug}, query={}, headers={}).content

    def load_sample(
        self,
        *,
        slug: str,
        idempotency_key: str | None = None,
    ) -> models.Import:
        """Load fictional contacts and companies to look around with; undo the operation to remove them."""
        return cast("models.Import", self._transport.send("POST", "/api/v1/workspaces/{slug}/sample", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}).json())

    def get_sample(
        self,
        *,
        slug: str,
    ) -> models.Sample:
        """Whether the sample data set is loaded."""
        return cast("models.Sample", self._transport.send("GET", "/api/v1/workspaces/{slug}/sample", within={"slug": slug}, query={}, headers={}).json())

    def batch_contacts(
        self,
        *,
        slug: str,
        body: models.ContactBatch,
        idempotency_key: str | None = None,
    ) -> models.BatchResult:
        """Add or complete up to 1,000 contacts as one operation, by the rules of an import."""
        return cast("models.BatchResult", self._transport.send("POST", "/api/v1/workspaces/{slug}/contacts/batch", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def batch_companies(
        self,
        *,
        slug: str,
        body: models.CompanyBatch,
        idempotency_key: str | None = None,
    ) -> models.BatchResult:
        """Add or complete up to 1,000 companies as one operation, as contacts are."""
        return cast("models.BatchResult", self._transport.send("POST", "/api/v1/workspaces/{slug}/companies/batch", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_views(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'] | None = None,
    ) -> models.ViewList:
        """The views that are shared and your own, in their order."""
        return cast("models.ViewList", self._transport.send("GET", "/api/v1/workspaces/{slug}/views", within={"slug": slug}, query={"kind": kind}, headers={}).json())

    def create_view(
        self,
        *,
        slug: str,
        body: models.ViewDraft,
        idempotency_key: str | None = None,
    ) -> models.View:
        """Save a list: its filter, order, groups and columns."""
        return cast("models.View", self._transport.send("POST", "/api/v1/workspaces/{slug}/views", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def update_view(
        self,
        *,
        id: str,
        slug: str,
        body: models.ViewChanges,
    ) -> models.View:
        """Change, rename, share or move a view. Only what is sent is changed."""
        return cast("models.View", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/views/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def delete_view(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Remove a view. The records in it stay as they are."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/views/{id}", within={"id": id, "slug": slug}, query={}, headers={})

    def duplicate_view(
        self,
        *,
        id: str,
        slug: str,
        body: models.Copy,
        idempotency_key: str | None = None,
    ) -> models.View:
        """Make a view like this one, of your own."""
        return cast("models.View", self._transport.send("POST", "/api/v1/workspaces/{slug}/views/{id}/duplicate", within={"id": id, "slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def list_segments(
        self,
        *,
        slug: str,
        kind: Literal['contact', 'company'] | None = None,
    ) -> models.SegmentList:
        """All segments by name, each with its filter in words."""
        return cast("models.SegmentList", self._transport.send("GET", "/api/v1/workspaces/{slug}/segments", within={"slug": slug}, query={"kind": kind}, headers={}).json())

    def create_segment(
        self,
        *,
        slug: str,
        body: models.SegmentDraft,
        idempotency_key: str | None = None,
    ) -> models.Segment:
        """Give a filter a name."""
        return cast("models.Segment", self._transport.send("POST", "/api/v1/workspaces/{slug}/segments", within={"slug": slug}, query={}, headers={"Idempotency-Key": idempotency_key}, body=body).json())

    def get_segment(
        self,
        *,
        id: str,
        slug: str,
    ) -> models.CountedSegment:
        """A segment, and how many records are in it now: exact up to 10,000."""
        return cast("models.CountedSegment", self._transport.send("GET", "/api/v1/workspaces/{slug}/segments/{id}", within={"id": id, "slug": slug}, query={}, headers={}).json())

    def update_segment(
        self,
        *,
        id: str,
        slug: str,
        body: models.SegmentChanges,
    ) -> models.Segment:
        """Rename a segment or change its filter, which may not lead back to it. Only what is sent is changed."""
        return cast("models.Segment", self._transport.send("PATCH", "/api/v1/workspaces/{slug}/segments/{id}", within={"id": id, "slug": slug}, query={}, headers={}, body=body).json())

    def delete_segment(
        self,
        *,
        id: str,
        slug: str,
    ) -> None:
        """Remove a segment that no other filter asks for. The records in it stay as they are."""
        self._transport.send("DELETE", "/api/v1/workspaces/{slug}/segments/{id}", within={"id": id, "slug": slug}, query={}, headers={})
