"""The product as web, worker and command line all see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter

import leadgen.platform.billing.models
import leadgen.platform.fetch.models
import leadgen.platform.providers.models
import leadgen.records.lists.models
import leadgen.records.models  # the schema's tables; these modules speak SQL text
import leadgen.records.notes.models
import leadgen.records.search.models
import leadgen.records.suppression.models
import leadgen.records.tags.models
import leadgen.records.vocabularies.models
import leadgen.stages.cleanup.deciding.models
import leadgen.stages.cleanup.tidying.models
import leadgen.stages.enrich.costs.models
import leadgen.stages.enrich.findings.models
import leadgen.stages.enrich.models
import leadgen.stages.enrich.offer.models
import leadgen.stages.enrich.planning.models
import leadgen.stages.enrich.triage.models  # noqa: F401
from leadgen.platform import housekeeping
from leadgen.platform.accounts.links import register_letters
from leadgen.platform.audit import access as audit_access
from leadgen.platform.audit import routes as audit_routes
from leadgen.platform.audit import service as audit
from leadgen.platform.auth import second_factor
from leadgen.platform.auth.roles import RuleTable
from leadgen.platform.billing import access as billing_access
from leadgen.platform.billing import jobs as billing_jobs
from leadgen.platform.billing import routes as billing_routes
from leadgen.platform.billing import service as billing
from leadgen.platform.effects import access as effects_access
from leadgen.platform.effects import kinds as effect_kinds
from leadgen.platform.effects import routes as effects_routes
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.events import access as events_access
from leadgen.platform.events import routes as events_routes
from leadgen.platform.jobs import Jobs
from leadgen.platform.keys import access as keys_access
from leadgen.platform.keys import routes as keys_routes
from leadgen.platform.mail import effects as mail_effects
from leadgen.platform.members import access as members_access
from leadgen.platform.members import letters as members_letters
from leadgen.platform.members import routes as members_routes
from leadgen.platform.plugins import access as plugins_access
from leadgen.platform.plugins import routes as plugins_routes
from leadgen.platform.plugins.contracts import SEALED_FOR as SEALED_PLUGIN_KEY
from leadgen.platform.secrets.contracts import SealedColumn
from leadgen.platform.web.idempotency import SEALED_ANSWER
from leadgen.platform.webhooks import access as webhooks_access
from leadgen.platform.webhooks import delivering as webhooks_delivering
from leadgen.platform.webhooks import routes as webhooks_routes
from leadgen.platform.webhooks.delivering import SEALED_FOR
from leadgen.platform.workspaces import access as workspaces_access
from leadgen.platform.workspaces import overview
from leadgen.platform.workspaces import routes as workspaces_routes
from leadgen.records import access as records_access
from leadgen.records import audit as records_audit
from leadgen.records import evidence
from leadgen.records import figures as records_figures
from leadgen.records import jobs as records_jobs
from leadgen.records import live as records_live
from leadgen.records import routes as records_routes
from leadgen.records import webhooks as records_webhooks
from leadgen.records.retyping import service as retyping
from leadgen.records.undo import on_undone
from leadgen.stages.audience import access as audience_access
from leadgen.stages.audience import routes as audience_routes
from leadgen.stages.audience import terms as audience_terms
from leadgen.stages.cleanup.deciding import access as deciding_access
from leadgen.stages.cleanup.deciding import deciding, following
from leadgen.stages.cleanup.deciding import jobs as deciding_jobs
from leadgen.stages.cleanup.deciding import routes as deciding_routes
from leadgen.stages.cleanup.health import access as health_access
from leadgen.stages.cleanup.health import routes as health_routes
from leadgen.stages.cleanup.health import terms as health_terms
from leadgen.stages.cleanup.tidying import access as tidying_access
from leadgen.stages.cleanup.tidying import jobs as tidying_jobs
from leadgen.stages.cleanup.tidying import routes as tidying_routes
from leadgen.stages.cleanup.tidying import service as tidying
from leadgen.stages.cleanup.verification import access as verification_access
from leadgen.stages.cleanup.verification import imports as verification_imports
from leadgen.stages.cleanup.verification import jobs as verification_jobs
from leadgen.stages.cleanup.verification import routes as verification_routes
from leadgen.stages.enrich import effects as enrich_effects
from leadgen.stages.enrich import jobs as enrich_jobs
from leadgen.stages.enrich import live as enrich_live
from leadgen.stages.enrich import running as enrich_running
from leadgen.stages.enrich.costs import access as costs_access
from leadgen.stages.enrich.costs import routes as costs_routes
from leadgen.stages.enrich.findings import access as findings_access
from leadgen.stages.enrich.findings import routes as findings_routes
from leadgen.stages.enrich.findings.service import FoundValues
from leadgen.stages.enrich.offer import access as offer_access
from leadgen.stages.enrich.offer import routes as offer_routes
from leadgen.stages.enrich.planning import access as planning_access
from leadgen.stages.enrich.planning import routes as planning_routes
from leadgen.stages.enrich.planning import run_routes
from leadgen.stages.enrich.planning import service as planning
from leadgen.stages.enrich.triage import access as triage_access
from leadgen.stages.enrich.triage import routes as triage_routes
from leadgen.stages.enrich.triage import terms as triage_terms
from leadgen.stages.ingest import access as ingest_access
from leadgen.stages.ingest import batch_routes
from leadgen.stages.ingest import jobs as ingest_jobs
from leadgen.stages.ingest import listening as ingest_listening
from leadgen.stages.ingest import routes as ingest_routes
from leadgen.stages.ingest import service as ingest
from leadgen.stages.ingest import webhooks as ingest_webhooks
from leadgen.stages.ingest.evidence import ImportLines
from leadgen.stages.ingest.sample import routes as sample_routes


@dataclass(frozen=True, eq=False)
class Product:
    """What the floors below registered; routers stand below a workspace's address."""

    routers: Sequence[APIRouter]
    rules: RuleTable
    jobs: Sequence[Jobs]
    effects: Sequence[Effects] = ()
    sealed: Sequence[SealedColumn] = ()


@cache
def build() -> Product:
    """The whole product, the same in all of a process. No I/O."""
    evidence.register("import", ImportLines())
    evidence.register_findings("enrichment", FoundValues())
    audit.register("operations", records_audit.told)
    overview.register(records_figures.count, ingest.count_running)
    members_letters.register_letters()
    records_webhooks.register()
    ingest_webhooks.register()
    audience_terms.register()
    health_terms.register()
    triage_terms.register()
    on_undone(ingest.follow_undo)
    ingest_listening.on_applied(verification_imports.follow)
    ingest_listening.on_applied(following.follow_import)
    on_undone(records_webhooks.follow_undo)
    on_undone(retyping.follow_undo)
    on_undone(deciding.follow_undo, parts=True)
    housekeeping.register(tidying.forget_expired)
    housekeeping.register(planning.forget_expired)
    housekeeping.register(enrich_running.rescue)
    billing.on_granted(enrich_running.look_again)
    records_live.register("enrichment", enrich_live.states)
    register_letters()
    effects = (mail_effects.effects, webhooks_delivering.effects, enrich_effects.effects)
    effect_kinds.register(effects)
    return Product(
        routers=(
            workspaces_routes.router,
            members_routes.router,
            keys_routes.router,
            events_routes.router,
            audit_routes.router,
            billing_routes.router,
            webhooks_routes.router,
            effects_routes.router,
            plugins_routes.router,
            verification_routes.router,
            health_routes.router,
            deciding_routes.router,
            tidying_routes.router,
            findings_routes.router,
            costs_routes.router,
            offer_routes.router,
            triage_routes.router,
            planning_routes.router,
            run_routes.router,
            records_routes.router,
            ingest_routes.router,
            sample_routes.router,
            batch_routes.router,
            audience_routes.router,
        ),
        rules={
            **workspaces_access.RULES,
            **members_access.RULES,
            **keys_access.RULES,
            **events_access.RULES,
            **audit_access.RULES,
            **billing_access.RULES,
            **webhooks_access.RULES,
            **effects_access.RULES,
            **plugins_access.RULES,
            **records_access.RULES,
            **ingest_access.RULES,
            **verification_access.RULES,
            **health_access.RULES,
            **deciding_access.RULES,
            **tidying_access.RULES,
            **findings_access.RULES,
            **costs_access.RULES,
            **offer_access.RULES,
            **triage_access.RULES,
            **planning_access.RULES,
            **audience_access.RULES,
        },
        jobs=(
            billing_jobs.jobs,
            records_jobs.jobs,
            ingest_jobs.jobs,
            verification_jobs.jobs,
            deciding_jobs.jobs,
            tidying_jobs.jobs,
            enrich_jobs.jobs,
        ),
        effects=effects,
        sealed=(
            SealedColumn("user", "totp_secret", second_factor.PURPOSE, of_workspace=False),
            SealedColumn("webhook", "secret", SEALED_FOR, of_workspace=True),
            SealedColumn("webhook", "previous_secret", SEALED_FOR, of_workspace=True),
            SealedColumn("plugin_setting", "secret", SEALED_PLUGIN_KEY, of_workspace=True),
            SealedColumn("idempotency_key", "answer", SEALED_ANSWER, of_workspace=True),
        ),
    )
