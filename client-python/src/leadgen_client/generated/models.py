"""Made from client/openapi.json by ./dev client. Not written by hand."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


Accepted: TypeAlias = "dict[str, Any]"


class AccountOverview(TypedDict):
    """An account with those of its workspaces that you belong to."""

    id: str
    name: str
    can_add: bool
    workspaces: list[WorkspaceOverview]


Act: TypeAlias = "EditAct | TagAct | ListAct | TrashAct | RestoreAct"


class Actor(TypedDict):
    """Who did it, with the name as it was then."""

    kind: Literal['user', 'api_key', 'system']
    id: str | None
    name: str


class AllSpendingCaps(TypedDict):
    """Both hold: a run takes no more than either leaves."""

    workspace: SpendingCaps
    account: SpendingCaps


class ApiKey(TypedDict):
    """A program's access to this workspace, without the key itself."""

    id: str
    name: str
    hint: str
    scopes: list[Scope]
    created_by_name: str | None
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    state: Literal['active', 'expired', 'revoked']


class ApiKeyList(TypedDict):
    """Keys that count first, then those that are over; the last 500."""

    items: list[ApiKey]
    next_cursor: NotRequired[str | None]


class ApiKeyRequest(TypedDict):
    """What the key is for, and how long."""

    name: str
    scopes: list[Scope]
    expires_in_days: NotRequired[int | None]


class ArmRequest(TypedDict):
    """The owner's confirmation."""

    password: str


class AuditActor(TypedDict):
    """Who did it, with the name as it was then."""

    kind: Literal['user', 'api_key', 'system']
    id: str | None
    name: str


class AuditEntry(TypedDict):
    """One act in the workspace."""

    id: str
    at: str
    kind: str
    actor: AuditActor
    subject: str
    detail: dict[str, JsonValue]
    address: str
    operation_id: str | None


class AuditPage(TypedDict):
    """Acts, newest first."""

    items: list[AuditEntry]
    next_cursor: str | None


class BatchProblem(TypedDict):
    """Why nothing was written for a record."""

    field: str | None
    message: str


class BatchRecord(TypedDict):
    """What became of one record."""

    index: int
    verdict: LineVerdict
    record_id: str | None
    problems: list[BatchProblem]


class BatchResult(TypedDict):
    """A verdict for each record, in the order they were sent."""

    operation_id: str | None
    results: list[BatchRecord]


class BulkDraft(TypedDict):
    """What to do with which records, and how many they are expected to be."""

    selection: Selection
    expected: int
    act: Act


class BulkMerge(TypedDict):
    """Merge what a preview counted."""

    kind: Literal['contact', 'company']
    least: NotRequired[float]
    preview: str
    rule: NotRequired[Literal['survivorship']]


class BulkPreview(TypedDict):
    """What would be merged now. Look at the sample first."""

    clusters: int
    records: int
    expected_false_merges: float
    sample: list[str]
    count_token: str


class BulkPreviewDraft(TypedDict):
    """From which probability on clusters shall be merged unseen."""

    kind: Literal['contact', 'company']
    least: NotRequired[float]


class CancelChoice(TypedDict):
    """Whether what was applied already stays."""

    keep: bool


class CancelOperation(TypedDict):
    """Whether what was done so far stays or is undone."""

    keep: bool


class CellConflict(TypedDict):
    """A value that somebody changed since it was seen: it stays, with who wrote it and when."""

    field: str
    value: Value | None
    by: str
    at: str
    operation_id: str


CellState: TypeAlias = "Literal['empty', 'queued', 'running', 'value', 'unknown', 'failed', 'skipped', 'pinned', 'stale']"


class ChangeRef(TypedDict):
    """A single change."""

    rule: Literal['format', 'follow', 'split_name', 'domain']
    field: str
    record_id: str


class Cleaned(TypedDict):
    """How many tags were forgotten."""

    removed: int


class Cleanup(TypedDict):
    """A preview: how far it is, and what would change by rule and field."""

    id: str
    kind: Literal['contact', 'company']
    rules: list[Literal['format', 'follow', 'split_name', 'domain']]
    state: Literal['running', 'ready', 'failed', 'applying', 'applied']
    done: int
    total: int
    records: int
    changes: int
    clashes: int
    groups: list[CleanupGroup]
    operation_id: str | None
    error: CleanupProblem | None
    created_at: str
    expires_at: str


class CleanupChange(TypedDict):
    """One change. `before` is null where the field is blank; the parts of a name go together."""

    record_id: str
    record: str
    rule: Literal['format', 'follow', 'split_name', 'domain']
    field: str
    label: str
    before: str | None
    after: str
    reason: str


class CleanupChangePage(TypedDict):
    """Changes, in the order of their records. A page may be short though more follow."""

    items: list[CleanupChange]
    next_cursor: str | None


CleanupChoice = TypedDict("CleanupChoice", {'without': "NotRequired[list[GroupRef]]", 'except': "NotRequired[list[ChangeRef]]", 'expected': "NotRequired[int | None]"})


class CleanupGroup(TypedDict):
    """How many changes a rule would make to a field."""

    rule: Literal['format', 'follow', 'split_name', 'domain']
    field: str
    label: str
    count: int


class CleanupPage(TypedDict):
    """Previews, the newest first."""

    items: list[Cleanup]
    next_cursor: str | None


class CleanupProblem(TypedDict):
    """Why it could not be finished."""

    code: str
    detail: str


class CleanupWish(TypedDict):
    """Which records to look at, and by which rules."""

    kind: Literal['contact', 'company']
    selection: NotRequired[Selection]
    rules: NotRequired[list[Literal['format', 'follow', 'split_name', 'domain']]]


class Cluster(TypedDict):
    """A cluster with its records side by side and why they are thought to be one."""

    id: str
    kind: Literal['contact', 'company']
    state: Literal['open', 'skipped', 'distinct', 'merged']
    probability: float
    automatic: bool
    size: int
    found_at: str
    decided_by: str | None
    decided_at: str | None
    operation_id: str | None
    version: str
    records: list[Row]
    gone: list[NamedRecord]
    changed: list[str]
    pairs: list[Pair]
    suggested: Suggestion | None
    next_id: str | None
    previous_id: str | None


class ClusterCounts(TypedDict):
    """How many there are of each state, exact up to 10,000."""

    open: Total
    skipped: Total
    distinct: Total
    merged: Total


class ClusterMergeDraft(TypedDict):
    """`keep` says which record stays; null: the one that knows most."""

    keep: NotRequired[str | None]
    picks: NotRequired[dict[str, str]]
    records: NotRequired[list[str] | None]
    version: NotRequired[str | None]


class ClusterPage(TypedDict):
    """Some clusters in the order asked for."""

    items: list[ClusterSummary]
    next_cursor: str | None
    counts: ClusterCounts


class ClusterSummary(TypedDict):
    """A cluster in the list: records that are probably one."""

    id: str
    kind: Literal['contact', 'company']
    state: Literal['open', 'skipped', 'distinct', 'merged']
    probability: float
    automatic: bool
    size: int
    found_at: str
    decided_by: str | None
    decided_at: str | None
    operation_id: str | None
    records: list[NamedRecord]


class ColumnAlternative(TypedDict):
    """Another field that the column might fill."""

    field: str
    confidence: float


class ColumnChoice(TypedDict):
    """A decision on one column; a setting that is null or not named stays as it was proposed."""

    index: int
    field: str | None
    policy: NotRequired[ImportPolicy]
    date_order: NotRequired[DateOrder | None]
    decimal: NotRequired[DecimalMark | None]
    yes_words: NotRequired[list[str] | None]
    no_words: NotRequired[list[str] | None]
    opt_out: NotRequired[bool | None]
    split: NotRequired[bool | None]


class ColumnFix(TypedDict):
    """A new text for many cells of a column at once: those with a text, those with a problem, or both."""

    column: int
    find: NotRequired[str | None]
    text: str
    problem: NotRequired[str | None]


ColumnSplit: TypeAlias = "Literal['full_name', 'postal_city', 'place', 'address']"


class CompanyBatch(TypedDict):
    """Companies to add, or to bring to those that are there."""

    records: list[RecordDraft]
    policy: NotRequired[Literal['fill', 'overwrite']]


class CompanyRef(TypedDict):
    """The company somebody works at."""

    id: str
    company_name: str | None
    company_domain: str | None


class Conflict(TypedDict):
    """What an undo does not put back, and why. `field` is null for a whole record."""

    record_id: str
    kind: Literal['contact', 'company']
    record_label: str
    field: str | None
    reason: str
    by_operation: OperationRef | None


class ConflictPage(TypedDict):
    """Conflicts of an undo."""

    items: list[Conflict]
    next_cursor: str | None


class ContactBatch(TypedDict):
    """Contacts to add, or to bring to those that are there; they may name their company."""

    records: list[RecordDraft]
    policy: NotRequired[Literal['fill', 'overwrite']]
    match: NotRequired[list[Literal['email', 'linkedin', 'external']]]


class ContactPoint(TypedDict):
    """One way to reach a contact."""

    kind: str
    value: str
    label: str
    is_primary: bool
    status: str


class Copy(TypedDict):
    """A copy to make."""

    name: str


class CostFigures(TypedDict):
    """What was charged and found."""

    steps: int
    found: int
    credits: int
    credits_per_found: int | None
    own: list[OwnCost]


class CostLine(TypedDict):
    """One day, stage, provider, model or member."""

    steps: int
    found: int
    credits: int
    credits_per_found: int | None
    own: list[OwnCost]
    key: str | None
    label: str


class CostRun(TypedDict):
    """A run, with what of it belongs to the cut."""

    steps: int
    found: int
    credits: int
    credits_per_found: int | None
    own: list[OwnCost]
    id: str
    summary: str
    member: str
    created_at: str


class CostRunPage(TypedDict):
    """Runs, newest first."""

    items: list[CostRun]
    next_cursor: str | None


class Costs(TypedDict):
    """What the runs of a workspace cost on some days, whole and by every side."""

    since: str
    until: str
    total: CostFigures
    days: list[CostLine]
    stages: list[CostLine]
    providers: list[CostLine]
    models: list[CostLine]
    members: list[CostLine]


class CountedSegment(TypedDict):
    """A segment with how many records are in it now."""

    id: str
    kind: RecordKind
    name: str
    filter: dict[str, Any]
    words: str
    created_at: str
    updated_at: str
    notices: list[Notice]
    total: Total | None


class CreatedApiKey(TypedDict):
    """The key, shown here only: keep it now."""

    api_key: ApiKey
    secret: str


class CreatedInvitation(TypedDict):
    """The invitation; with its link where the installation sends no mail."""

    invitation: Invitation
    url: str | None


class CreatedWebhook(TypedDict):
    """A new webhook with its secret."""

    webhook: Webhook
    secret: str


class Credits(TypedDict):
    """How the account of the workspace stands, in thousandths of a credit."""

    balance: int
    reserved: int
    available: int
    expiring: ExpiringCredits | None
    workspace: Spending
    account: Spending


class DataHealth(TypedDict):
    """How much of each field is there, and what is wrong with it. Each number is that of its filter."""

    kind: RecordKind
    as_of: str
    total: Total
    score: Score
    fields: list[FieldHealth]


DateOrder: TypeAlias = "Literal['dmy', 'mdy', 'ymd']"


DecimalMark: TypeAlias = "Literal['.', ',']"


class Delivery(TypedDict):
    """One event on its way to one address."""

    id: str
    event_id: str
    event_type: str
    state: Literal['waiting', 'sending', 'delivered', 'failed', 'unknown', 'released']
    attempts: int
    created_at: str
    next_at: str | None
    settled_at: str | None
    last_status: int | None
    last_error: str | None
    duration_ms: int | None


class DeliveryAttempt(TypedDict):
    """One request."""

    at: str
    status: int | None
    duration_ms: int
    error: str | None
    response_excerpt: str
    request_headers: dict[str, str]


class DeliveryDetail(TypedDict):
    """A delivery with what was sent and how each attempt went."""

    id: str
    event_id: str
    event_type: str
    state: Literal['waiting', 'sending', 'delivered', 'failed', 'unknown', 'released']
    attempts: list[DeliveryAttempt]
    created_at: str
    next_at: str | None
    settled_at: str | None
    last_status: int | None
    last_error: str | None
    duration_ms: int | None
    payload: WebhookEvent


class DeliveryPage(TypedDict):
    """Deliveries, newest first."""

    items: list[Delivery]
    next_cursor: str | None


class Disarmed(TypedDict):
    """Nothing leaves the workspace until an owner confirms it: no mail, no webhook, no paid call."""

    since: str
    reason: str


class DistinctDraft(TypedDict):
    """None of these records is another one of them."""

    records: NotRequired[list[str] | None]
    version: NotRequired[str | None]


class EditAct(TypedDict):
    """The same values for all; null empties a field. What tells records apart cannot be set for many."""

    kind: Literal['edit']
    values: dict[str, Value | None]


class EditedRecord(TypedDict):
    """What became of the cells of one record. What held the wanted value already is in none of the three."""

    id: str
    written: list[str]
    refused: list[FieldProblem]
    conflicts: list[CellConflict]
    row: Row | None


class EditedRecords(TypedDict):
    """What became of many cells, in the order of the request. `operation` undoes them all."""

    operation: Operation | None
    cells: int
    records: list[EditedRecord]


class Effect(TypedDict):
    """An act outside: a letter, a message, a paid call."""

    id: str
    kind: str
    label: str
    state: Literal['reserved', 'called', 'settled', 'failed', 'unknown', 'released']
    problem: str | None
    created_at: str
    called_at: str | None


class EffectPage(TypedDict):
    """Acts, newest first."""

    items: list[Effect]
    next_cursor: str | None


class EmailChange(TypedDict):
    """The address to sign in with from now on."""

    email: str
    password: str


class EmailConfirmation(TypedDict):
    """What the link in the letter carries."""

    token: str


class Employment(TypedDict):
    """A job of a contact, the present one without a last day."""

    company_id: str | None
    company_name: str | None
    title: str | None
    from_date: str | None
    to_date: str | None
    is_primary: bool


class EnrichmentCounts(TypedDict):
    """How cells ended."""

    found: int
    unknown: int
    failed: int
    skipped: int


class EnrichmentFinding(TypedDict):
    """One answer about one field of a record: a value with the words it stands on, or why there is none."""

    id: str
    run_id: str
    record_id: str
    record: str
    kind: Literal['contact', 'company']
    field: str
    stage: str
    enricher: str
    value: Value | None
    verdict: Verdict
    reason: str
    url: str | None
    quote: str | None
    part: str | None
    provider: str
    model: str | None
    confidence: float | None
    cost: int
    retrieved_at: str | None
    mark: Literal['right', 'wrong'] | None
    marked_at: str | None
    created_at: str


class EnrichmentOptions(TypedDict):
    """What can be found for this kind of record, and by whom."""

    stages: list[EnrichmentStage]
    presets: list[EnrichmentPreset]
    enrichers: list[EnrichmentProvider]


class EnrichmentPreset(TypedDict):
    """Stages by a name: how deep to look."""

    key: str
    label: str
    stages: list[str]


class EnrichmentProvider(TypedDict):
    """Who finds fields: free of charge, or at a price for each record."""

    key: str
    label: str
    kind: RecordKind
    free: bool
    active: bool
    reason: str | None
    questions: bool
    model: str | None
    fields: list[str]
    prices: dict[str, int]


class EnrichmentQuality(TypedDict):
    """By field and enricher."""

    items: list[FieldQuality]


class EnrichmentQuote(TypedDict):
    """A price, good until it expires. The ceiling binds: no run by this quote costs more."""

    id: str
    kind: RecordKind
    records: int
    cells: int
    fields: list[str]
    left_out: list[str]
    stages: list[QuotedStage]
    skipped: SkippedCells
    expected: int
    ceiling: int
    basis: str
    elsewhere: list[TakenElsewhere]
    balance: int
    balance_after: int
    created_at: str
    expires_at: str
    first: FirstQuote | None


class EnrichmentRun(TypedDict):
    """A run: how far it is, what it found and what it cost."""

    id: str
    kind: RecordKind
    state: Literal['queued', 'running', 'paused', 'waiting_for_credits', 'done', 'cancelled', 'failed']
    reason: str | None
    summary: str
    compares: RunComparison | None
    fields: list[str]
    records: int
    items: int
    done: int
    counts: EnrichmentCounts
    expected: int
    ceiling: int
    spent: int
    operation_id: str
    actor: Actor
    created_at: str
    finished_at: str | None
    by_field: list[FieldReport]
    by_enricher: list[ProviderReport]


class EnrichmentRunPage(TypedDict):
    """Runs, the newest first."""

    items: list[EnrichmentRun]
    next_cursor: str | None


class EnrichmentSettings(TypedDict):
    """How this workspace wants its stages, in their order."""

    stages: list[EnrichmentStageSetting]


class EnrichmentStage(TypedDict):
    """A step of enrichment: what it finds, and after which others it comes."""

    key: str
    label: str
    description: str
    kind: RecordKind
    fields: list[str]
    needs: list[str]


class EnrichmentStageSetting(TypedDict):
    """How this workspace wants a stage."""

    key: str
    active: NotRequired[bool]
    order: NotRequired[list[str]]
    without: NotRequired[list[str]]
    condition: NotRequired[dict[str, Any] | None]


class Evidence(TypedDict):
    """Why the value of one field is believed."""

    field: str
    value: Value | None
    state: CellState
    pinned: bool
    operation: OperationRef
    at: str
    expires_at: str | None
    source: EvidenceSource
    confidence: float | None


class EvidenceList(TypedDict):
    """Evidence of every field that has a value or was emptied on purpose."""

    items: list[Evidence]


class EvidenceSource(TypedDict):
    """Where a value came from: the cell of a file, an edit, worked out from another cell, a check, or a page."""

    kind: Literal['import', 'edit', 'derived', 'check', 'enrichment']
    filename: str | None
    line_no: int | None
    columns: list[str]
    raw: str | None
    import_id: str | None
    corrected: str | None
    corrected_by: str | None
    note: str | None
    url: str | None
    quote: str | None
    provider: str | None
    model: str | None
    retrieved_at: str | None


class ExpiringCredits(TypedDict):
    """The credits whose end is next."""

    amount: int
    at: str


class ExportDraft(TypedDict):
    """Which records, as which file, with which columns, in which order."""

    selection: Selection
    format: NotRequired[Literal['csv', 'xlsx']]
    columns: NotRequired[list[str] | None]
    sort: NotRequired[str | None]


class Facet(TypedDict):
    """The values of a field among the records of a list, the most frequent first, up to 50."""

    field: str
    kind: RecordKind
    label: str
    op: FilterOperator
    values: list[FacetValue]
    empty: int
    others: int
    exact: bool


class FacetQuery(TypedDict):
    """A list, and the fields whose values are wanted."""

    filter: NotRequired[dict[str, Any] | None]
    operation_id: NotRequired[str | None]
    fields: NotRequired[list[str] | None]
    search: NotRequired[str | None]
    groups: NotRequired[bool]


class FacetValue(TypedDict):
    """A value as a filter takes it, and as people read it."""

    value: bool | str | list[int | None]
    label: str
    count: int


class Facets(TypedDict):
    """In the order asked for."""

    facets: list[Facet]


class Field(TypedDict):
    """A field of contacts or companies: what the grid, the mapping and the forms are drawn from."""

    id: str | None
    key: str
    kind: RecordKind
    type: FieldType
    label: str
    short_label: str
    description: str
    unit: str | None
    options: list[FieldOption] | None
    many: bool
    editable: bool
    importable: bool
    sortable: bool
    groupable: bool
    default_visible: bool
    personal: bool
    sensitive: bool
    custom: bool
    about: str | None
    width: int
    operators: list[FilterOperator]
    slow_operators: list[FilterOperator]


class FieldChange(TypedDict):
    """A value before and after; null where there was or is none."""

    field: str
    before: Value | None
    after: Value | None


class FieldDraft(TypedDict):
    """A field to add. Its key is made from the label."""

    kind: RecordKind
    label: str
    type: OwnType
    options: NotRequired[list[FieldOption] | None]
    unit: NotRequired[str | None]
    description: NotRequired[str | None]


class FieldHealth(TypedDict):
    """A field. A level that no finding is of is null; `missing` and `filled` are all records together."""

    key: str
    label: str
    filled: Tally
    missing: Tally
    invalid: Tally | None
    suspicious: Tally | None
    stale: Tally | None
    findings: list[Finding]


class FieldOption(TypedDict):
    """One value a choice can take."""

    value: str
    label: str


class FieldProblem(TypedDict):
    """What is wrong with one member of the request."""

    field: str
    message: str


class FieldQuality(TypedDict):
    """How good one enricher is at one field, by what was found and by people's marks."""

    kind: Literal['contact', 'company']
    field: str
    label: str
    enricher: str
    asked: int
    found: int
    coverage: float
    marked: int
    right: int
    accuracy: float | None
    interval: list[float] | None
    cost: int
    price_per_correct: int | None


class FieldReport(TypedDict):
    """How the cells of a field ended; `cost_per_found` is null where none was found."""

    found: int
    unknown: int
    failed: int
    skipped: int
    field: str
    cost: int
    cost_per_found: int | None


class FieldState(TypedDict):
    """The state of a cell, and whether a person fixed it."""

    state: CellState
    pinned: bool


FieldType: TypeAlias = "Literal['text', 'long_text', 'email', 'phone', 'url', 'date', 'datetime', 'number', 'decimal', 'money', 'range', 'boolean', 'choice', 'country', 'tags', 'member', 'lists']"


class FieldUpdate(TypedDict):
    """What becomes of a field of your own; what is left out stays. Its key never changes."""

    label: NotRequired[str | None]
    description: NotRequired[str | None]
    options: NotRequired[list[FieldOption] | None]
    position: NotRequired[int | None]


class FieldUsage(TypedDict):
    """Every field of the workspace's own, archived ones included."""

    items: list[FieldUse]


class FieldUse(TypedDict):
    """How many records have a value of a field."""

    id: str
    filled: Total


class Fields(TypedDict):
    """All fields of the workspace, in the order people see them."""

    items: list[Field]
    archived: list[Field]
    times: list[Field]
    operators: list[Operator]
    terms: list[FilterTerm]


class FilterDescription(TypedDict):
    """A filter for people."""

    words: str
    slow: list[SlowTest]


class FilterDraft(TypedDict):
    """A filter, and of which records it is."""

    kind: RecordKind
    filter: dict[str, Any]


FilterOperator: TypeAlias = "Literal['equals', 'not_equals', 'in', 'not_in', 'has_all', 'contains', 'not_contains', 'starts_with', 'between', 'greater_than', 'less_than', 'at_least', 'at_most', 'overlaps', 'in_last_days', 'in_next_days', 'more_than_days_ago', 'is_empty', 'is_filled', 'state_in', 'is_pinned', 'has_evidence', 'checked_in_last_days', 'checked_more_than_days_ago']"


class FilterTerm(TypedDict):
    """What a filter can ask beside fields, as `{"term": name, "value": …}`."""

    name: str
    kinds: list[RecordKind]
    takes: str
    options: list[FieldOption] | None


class Finding(TypedDict):
    """What is wrong with a field's values in so many records, why that matters and what to do."""

    count: int
    filter: dict[str, Any]
    id: str
    level: Literal['invalid', 'suspicious', 'stale']
    label: str
    why: str
    action: Literal['show', 'verify', 'clean_up']


class FindingMark(TypedDict):
    """Whether a found value is right; null takes the mark back."""

    mark: Literal['right', 'wrong'] | None


class FindingPage(TypedDict):
    """Findings, the newest first."""

    items: list[EnrichmentFinding]
    next_cursor: str | None


class FirstQuote(TypedDict):
    """The price of the first records alone."""

    records: int
    expected: int
    ceiling: int


class FixedLines(TypedDict):
    """The corrected lines with their new verdicts, and the counts of the whole import."""

    items: list[ImportLine]
    counts: ImportCounts


class FormerMember(TypedDict):
    """Somebody who belonged to the workspace once."""

    user_id: str
    name: str


class GroupRef(TypedDict):
    """What a rule would do to a field."""

    rule: Literal['format', 'follow', 'split_name', 'domain']
    field: str


class Health(TypedDict):
    """Answered only while the database answers."""

    status: Literal['ok']
    schema_version: str


class Import(TypedDict):
    """A file on its way in."""

    id: str
    filename: str
    size: int
    state: ImportState
    kind: Literal['contact', 'company']
    source: ImportSource | None
    shape: ImportShape | None
    columns: list[ImportColumn]
    match: list[str]
    match_sentence: str
    match_fields: dict[str, list[str]]
    counts: ImportCounts
    progress: ImportProgress | None
    problem: ImportProblem | None
    problems: list[ImportProblem]
    origin: ImportOrigin
    origin_url: str | None
    reading: ImportReading | None
    like_import_id: str | None
    tags: list[str]
    owner_id: str | None
    note: str
    as_of: str | None
    version: int
    operation_id: str | None
    created_by_name: str
    created_at: str
    finished_at: str | None


class ImportColumn(TypedDict):
    """One column of the file and the field it fills, with the settings that matter for it."""

    index: int
    header: str
    samples: list[str]
    field: str | None
    confidence: float
    reason: str
    policy: ImportPolicy
    alternatives: list[ColumnAlternative]
    date_order: DateOrder | None
    decimal: DecimalMark | None
    yes_words: list[str] | None
    no_words: list[str] | None
    sensitive: bool
    opt_out: bool
    split: ColumnSplit | None


class ImportCounts(TypedDict):
    """Lines by verdict; `lines` is the sum of the six."""

    lines: int
    create: int
    update: int
    duplicate: int
    ambiguous: int
    rejected: int
    trash: int
    companies: int
    suppressions: int
    fixes: int


class ImportLine(TypedDict):
    """A line of the file and its verdict. `cells` is what the file says."""

    line_no: int
    cells: list[str]
    verdict: LineVerdict
    record_id: str | None
    problems: list[LineProblem]
    fixed: dict[str, str]
    meets: list[MetRecord]


ImportOrigin: TypeAlias = "Literal['file', 'paste', 'url', 'api']"


class ImportPage(TypedDict):
    """Imports, newest first."""

    items: list[Import]
    next_cursor: str | None


ImportPolicy: TypeAlias = "Literal['fill', 'overwrite', 'newest', 'never']"


class ImportPreview(TypedDict):
    """The first rows of the file as text."""

    header: list[str]
    rows: list[list[str]]


class ImportProblem(TypedDict):
    """What is wrong with a file or stopped an import, in one sentence with the next step."""

    code: str
    detail: str
    line_no: NotRequired[int | None]


class ImportProgress(TypedDict):
    """How far the present work has got: in lines, while fetching in bytes."""

    phase: Literal['fetching', 'staging', 'fixing', 'applying']
    done: int
    total: int | None


class ImportReading(TypedDict):
    """How a person chose the file to be read; what is null is recognised."""

    encoding: NotRequired[str | None]
    delimiter: NotRequired[str | None]
    header_row: NotRequired[int | None]
    sheet: NotRequired[str | None]


class ImportShape(TypedDict):
    """How the file is written, as far as its source says."""

    encoding: str | None
    delimiter: str | None
    header_row: int | None
    quote: str | None
    sheet: str | None
    sheets: list[ImportSheet]
    encodings: list[str]
    lines_seen: int


class ImportSheet(TypedDict):
    """A sheet of a workbook."""

    name: str
    rows: int | None
    hidden: bool


class ImportSource(TypedDict):
    """The plugin source that reads the file."""

    key: str
    label: str


ImportState: TypeAlias = "Literal['fetching', 'uploaded', 'inspecting', 'mapping', 'staging', 'staged', 'fixing', 'applying', 'applied', 'paused', 'cancelled', 'failed', 'undone']"


class Invitation(TypedDict):
    """A place kept for somebody."""

    id: str
    email: str
    role: Role
    invited_by_name: str
    created_at: str
    expires_at: str
    state: Literal['open', 'expired', 'accepted', 'revoked']
    delivery: Literal['link', 'queued', 'sent', 'failed', 'unknown']


class InvitationAcceptance(TypedDict):
    """The token, and what the invited person gives."""

    token: str
    name: NotRequired[str | None]
    password: NotRequired[str | None]
    code: NotRequired[str | None]


class InvitationLink(TypedDict):
    """A new link, shown here only; the one before works no more."""

    url: str
    expires_at: str


class InvitationList(TypedDict):
    """Invitations, newest first; the last 500."""

    items: list[Invitation]
    next_cursor: NotRequired[str | None]


class InvitationOffer(TypedDict):
    """What an invitation is for."""

    workspace_name: str
    email: str
    role: Role
    invited_by_name: str
    has_account: bool


class InvitationRequest(TypedDict):
    """Whom to invite, as what."""

    email: str
    role: Role


class InvitationToken(TypedDict):
    """The token of an invitation's link."""

    token: str


JsonValue: TypeAlias = "Any"


class LastDelivery(TypedDict):
    """How the last attempt went."""

    state: Literal['waiting', 'sending', 'delivered', 'failed', 'unknown', 'released']
    at: str


class LedgerEntry(TypedDict):
    """One line of the ledger, never changed after."""

    id: str
    at: str
    kind: Literal['grant', 'reserve', 'settle', 'release', 'expire']
    amount: int
    spent: int
    balance: int | None
    run_id: str | None
    note: str


class LedgerPage(TypedDict):
    """Entries, newest first."""

    items: list[LedgerEntry]
    next_cursor: str | None


class LineFix(TypedDict):
    """A new text for one cell; an empty one leaves its value out."""

    line_no: int
    column: int
    text: str


class LineFixes(TypedDict):
    """Corrections of cells, of the same line or of many."""

    fixes: list[LineFix]


class LinePage(TypedDict):
    """Lines in file order."""

    items: list[ImportLine]
    next_cursor: str | None


class LineProblem(TypedDict):
    """Why a line was rejected."""

    column: int | None
    field: str | None
    message: str


class LineProblemGroup(TypedDict):
    """Rejected lines with the same reason."""

    column: int | None
    field: str | None
    message: str
    count: int
    samples: list[str]


class LineProblems(TypedDict):
    """Why lines were rejected, the commonest reason first, up to a hundred."""

    items: list[LineProblemGroup]
    complete: bool


class LineRef(TypedDict):
    """A line of an imported file."""

    import_id: str
    filename: str
    line_no: int


LineVerdict: TypeAlias = "Literal['create', 'update', 'duplicate', 'ambiguous', 'rejected', 'trash']"


class ListAct(TypedDict):
    """Lists to put the records on and to take them off, by their ids."""

    kind: Literal['list']
    add: NotRequired[list[str]]
    remove: NotRequired[list[str]]


class ListChange(TypedDict):
    """What becomes of a list; what is left out stays. `deleted` false brings a deleted one back."""

    name: NotRequired[str | None]
    description: NotRequired[str | None]
    deleted: NotRequired[Literal[False] | None]


class ListDraft(TypedDict):
    """A list to make. Nobody is on it yet."""

    kind: RecordKind
    name: str
    description: NotRequired[str]


class ListQuery(TypedDict):
    """Which page of which list: what the address of the list takes, with a filter of any length."""

    filter: NotRequired[dict[str, Any] | None]
    sort: NotRequired[str | None]
    limit: NotRequired[int]
    cursor: NotRequired[str | None]
    operation_id: NotRequired[str | None]


class MappingChoice(TypedDict):
    """The decisions on all columns and for all lines."""

    columns: list[ColumnChoice]
    match: list[Literal['email', 'linkedin', 'external']]
    remember: NotRequired[bool]
    tags: NotRequired[list[str]]
    owner_id: NotRequired[str | None]
    note: NotRequired[str]
    as_of: NotRequired[str | None]
    version: NotRequired[int | None]


class Me(TypedDict):
    """You."""

    id: str
    email: str
    name: str
    has_password: bool
    totp: bool
    recovery_codes_left: int
    identities: list[ProviderIdentity]
    pending_email: str | None


class MeChange(TypedDict):
    """What you change of yourself."""

    name: str


class Member(TypedDict):
    """A person in the workspace."""

    user_id: str
    name: str
    email: str
    role: Role
    joined_at: str
    last_seen_at: str | None
    totp: bool
    language: str | None
    addressing: Literal['formal', 'informal'] | None


class MemberChange(TypedDict):
    """The role to give."""

    role: Role


class MemberList(TypedDict):
    """Everybody in the workspace, by name; and who went, to name the owner of what was theirs."""

    items: list[Member]
    former: list[FormerMember]
    next_cursor: NotRequired[str | None]


class Membership(TypedDict):
    """One of a person's workspaces, with their role there."""

    id: str
    slug: str
    name: str
    role: Role


class MergeChoice(TypedDict):
    """What a field will hold, whose value that is, and why. `record_id` null: made of several."""

    field: str
    value: Value | None
    record_id: str | None
    reason: Literal['picked', 'only', 'same', 'pinned', 'evidence', 'newest', 'longest', 'first', 'together', 'united']
    part_of: str | None


class MergeDraft(TypedDict):
    """Records that are one. `keep` says which of them stays; null: the one that knows most."""

    keep: NotRequired[str | None]
    records: list[str]
    picks: NotRequired[dict[str, str]]


class MergeMoves(TypedDict):
    """What goes to the record that stays besides values."""

    notes: int
    contacts: int


class MergePreview(TypedDict):
    """What a merge would make of these records now, to the byte."""

    keep: str
    because: Literal['chosen', 'fullest', 'oldest', 'first']
    fields: list[MergeChoice]
    records: list[Row]
    moves: MergeMoves


class Merged(TypedDict):
    """The operation, whose undo opens the cluster again, and the cluster after it."""

    operation_id: str
    cluster: Cluster


class MergedRef(TypedDict):
    """A record that went into another one, by the name it has."""

    id: str
    label: str


class MetRecord(TypedDict):
    """A record that a line leads to."""

    id: str
    name: str


class Money(TypedDict):
    """An amount in the smallest unit of its currency."""

    amount: int
    currency: str


class NamedRecord(TypedDict):
    """A record in a line."""

    id: str
    title: str
    subtitle: str


class Note(TypedDict):
    """What somebody wrote about a record: plain text, in which nothing is code."""

    id: str
    kind: RecordKind
    record_id: str
    text: str
    author: Actor
    created_at: str
    edited_at: str | None


class NoteChange(TypedDict):
    """What becomes of a note; what is left out stays. `deleted` false brings a removed one back."""

    text: NotRequired[str | None]
    deleted: NotRequired[Literal[False] | None]


class NoteDraft(TypedDict):
    """The text of a note."""

    text: str


class NotePage(TypedDict):
    """Notes of all records, the newest first."""

    items: list[Note]
    next_cursor: str | None


class Notice(TypedDict):
    """What is no longer possible, since a field was archived or a segment changed."""

    about: Literal['filter', 'sort', 'group_by', 'columns']
    place: str
    message: str


class Obstacle(TypedDict):
    """What keeps records from being ready; a record may have several."""

    count: int
    filter: dict[str, Any]
    label: str


class OfferDraft(TypedDict):
    """Who we are, what we sell, to whom, what speaks for it, how we write: 2,000 characters go to models."""

    about: NotRequired[str]
    products: NotRequired[str]
    customers: NotRequired[str]
    proof: NotRequired[str]
    tone: NotRequired[str]


class OfferProfile(TypedDict):
    """The offer profile; `updated_at` is null where nobody has written one."""

    about: NotRequired[str]
    products: NotRequired[str]
    customers: NotRequired[str]
    proof: NotRequired[str]
    tone: NotRequired[str]
    updated_at: str | None


class Operation(TypedDict):
    """One act that changed records, with how far it is and whether it can be undone."""

    id: str
    kind: str
    state: Literal['running', 'done', 'cancelled', 'failed']
    summary: str
    source: str
    actor: Actor
    counts: dict[str, int]
    done: int
    total: int | None
    undoable: bool
    why_not: str | None
    undoes_id: str | None
    undone_by_id: str | None
    problem: OperationProblem | None
    import_id: str | None
    created_at: str
    finished_at: str | None


class OperationPage(TypedDict):
    """Operations, newest first."""

    items: list[Operation]
    next_cursor: str | None


class OperationProblem(TypedDict):
    """Why an operation did not come to its end."""

    code: str
    detail: str


class OperationRef(TypedDict):
    """The operation behind something, in short."""

    id: str
    kind: str
    summary: str
    actor_name: str
    source: str


class Operator(TypedDict):
    """What a filter can ask of a field."""

    op: FilterOperator
    takes: Takes


class Overview(TypedDict):
    """All your workspaces, by account."""

    accounts: list[AccountOverview]


class OwnCost(TypedDict):
    """What providers took themselves, as far as they say so: 0.0053 USD, 812 tokens."""

    amount: str
    unit: str


OwnType: TypeAlias = "Literal['text', 'long_text', 'email', 'phone', 'url', 'date', 'datetime', 'number', 'decimal', 'boolean', 'choice', 'country']"


class OwnershipTransfer(TypedDict):
    """Who becomes owner, and the caller's own password again."""

    user_id: str
    password: str


class Pair(TypedDict):
    """Two records of the cluster; the bits of its reasons sum up to its own."""

    a: str
    b: str
    probability: float
    bits: float
    why: list[Reason]


class PasswordAgain(TypedDict):
    """Your password, asked again before something that matters."""

    password: str


class PasswordChange(TypedDict):
    """The password of now, and the one from now on."""

    current_password: str
    new_password: str


class PasswordReset(TypedDict):
    """A link and the new password, and the code where the second factor is on."""

    token: str
    password: str
    code: NotRequired[str | None]


class Permission(TypedDict):
    """Who may do one operation."""

    id: str
    label: str
    scope: Scope | None
    roles: list[Role]


class Permissions(TypedDict):
    """The whole table: what each role and each scope opens."""

    roles: list[RoleWords]
    scopes: list[ScopeWords]
    operations: list[Permission]


class Plugin(TypedDict):
    """An installed plugin that finds fields, and what this workspace says of it."""

    key: str
    label: str
    active: bool
    reason: str | None
    settings_schema: dict[str, JsonValue]
    settings: dict[str, JsonValue]
    key_use: Literal['needed', 'optional', 'none']
    has_secret: bool
    hosts: list[str]
    fields: list[str]
    prices: list[PluginPrice]
    enrichers: list[PluginEnricher]


class PluginDraft(TypedDict):
    """What to say of a plugin."""

    active: bool
    settings: dict[str, JsonValue]
    secret: NotRequired[str | None]


class PluginEnricher(TypedDict):
    """One of the providers that a plugin brings."""

    key: str
    label: str
    kind: Literal['contact', 'company']
    free: bool
    fields: list[str]
    prices: list[PluginPrice]
    takes: str | None
    active: bool
    reason: str | None


class PluginList(TypedDict):
    """The installed plugins that find fields, by key."""

    items: list[Plugin]


class PluginPrice(TypedDict):
    """What one record costs at one stage, at most."""

    stage: str
    label: str
    amount: int


class Problem(TypedDict):
    """Why a request was not carried out, and what to do next."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    errors: NotRequired[list[FieldProblem] | None]


class Progress(TypedDict):
    """Records read, of how many. All of them read, they are compared."""

    done: int
    total: int


class ProviderIdentity(TypedDict):
    """An account at a provider that you sign in with."""

    issuer: str
    provider: str
    label: str
    email: str | None
    created_at: str


class ProviderReport(TypedDict):
    """How the cells that a provider was asked for ended."""

    found: int
    unknown: int
    failed: int
    skipped: int
    enricher: str
    label: str
    cost: int
    cost_per_found: int | None


class QuoteDraft(TypedDict):
    """What to find for which records: a preset, or single fields."""

    kind: RecordKind
    selection: NotRequired[Selection]
    preset: NotRequired[Literal['quick', 'standard', 'deep'] | None]
    fields: NotRequired[list[str] | None]
    refresh: NotRequired[bool]
    enrichers: NotRequired[list[str]]


class QuotedStage(TypedDict):
    """A stage of a quote."""

    key: str
    label: str
    cells: int
    ceiling: int
    least: int


class Range(TypedDict):
    """From and to, both included; null where it is open."""

    min: int | None
    max: int | None


class Reason(TypedDict):
    """What a field says of a pair. A bit doubles the odds that the two are one, a bit less halves them."""

    field: str | None
    label: str
    level: Literal['same', 'near', 'similar', 'different', 'prior', 'related', 'namesakes', 'company']
    bits: float
    text: str


class Record(TypedDict):
    """A record with what only its own page shows."""

    id: str
    values: dict[str, Value]
    company: CompanyRef | None
    states: dict[str, FieldState]
    created_at: str
    updated_at: str
    points: list[ContactPoint]
    employments: list[Employment]
    contacts_count: int | None
    suppressed_by: list[SuppressionRef]
    merged_into: NotRequired[str | None]


class RecordChange(TypedDict):
    """Values to write, and what the writer saw in their place; null empties a field."""

    values: dict[str, Value | None]
    seen: NotRequired[dict[str, Value | None] | None]


class RecordDraft(TypedDict):
    """Values to write; null empties a field, a field left out stays as it is."""

    values: dict[str, Value | None]


class RecordEdit(TypedDict):
    """The cells of one record."""

    values: dict[str, Value | None]
    seen: NotRequired[dict[str, Value | None] | None]
    id: str


class RecordEdits(TypedDict):
    """Cells of many records, written as one operation."""

    records: list[RecordEdit]


RecordKind: TypeAlias = "Literal['contact', 'company']"


class RecordList(TypedDict):
    """A list. A filter finds who is on it: `{"field": "lists", "op": "in", "value": [id]}`."""

    id: str
    kind: RecordKind
    name: str
    description: str
    count: Total
    created_at: str


class RecordLists(TypedDict):
    """All lists, by kind and name."""

    items: list[RecordList]


class RecordNotes(TypedDict):
    """All notes of a record, the newest first."""

    items: list[Note]


class RecordPage(TypedDict):
    """Some records in the order asked for."""

    items: list[Row]
    next_cursor: str | None
    total: Total
    partial: bool


class RecoveryCodes(TypedDict):
    """Ten codes, each good once instead of the authenticator's; they are shown only here."""

    codes: list[str]


class Removed(TypedDict):
    """What a removed member lost besides the membership."""

    keys_revoked: int
    invitations_revoked: int


class RemovedBy(TypedDict):
    """Who moved a record to the trash, and when."""

    at: str
    operation: OperationRef


class ReplayRange(TypedDict):
    """A time whose events are sent again."""

    since: str
    until: str


class Replayed(TypedDict):
    """How many events are on their way again."""

    count: int


class ResetLink(TypedDict):
    """A link to hand to the member, shown here only."""

    url: str
    expires_at: str


class ResetRequest(TypedDict):
    """Whose password is to be reset."""

    email: str


class Resolution(TypedDict):
    """How an act ended, by a person who looked."""

    outcome: Literal['happened', 'did_not_happen']


class RestoreAct(TypedDict):
    """Bring back from the trash; the selection is of records in the trash."""

    kind: Literal['restore']


class RetypeDraft(TypedDict):
    """The type to give."""

    type: OwnType


class RetypePreview(TypedDict):
    """What a new type for a field would come to. Nothing is changed."""

    type: OwnType
    converts: int
    stays: int
    exact: bool
    samples: list[RetypeSample]
    refused: list[RetypeSample]
    options: list[FieldOption] | None


class RetypeSample(TypedDict):
    """A value as it stands, and what becomes of it, or why nothing does."""

    raw: str
    value: Value | None
    problem: str | None


class RetypedField(TypedDict):
    """The new field, and the operation that fills it."""

    field: Field
    operation: Operation


Role: TypeAlias = "Literal['owner', 'admin', 'editor', 'reviewer', 'viewer']"


class RoleWords(TypedDict):
    """A role in words."""

    key: Role
    label: str
    description: str


class RotatedSecret(TypedDict):
    """A new secret; until `previous_until` the former one signs beside it."""

    secret: str
    previous_until: str


class Row(TypedDict):
    """A record as a list shows it. A field without a value is left out, and a state that says nothing."""

    id: str
    values: dict[str, Value]
    company: CompanyRef | None
    states: dict[str, FieldState]
    created_at: str
    updated_at: str


class RunComparison(TypedDict):
    """What a run asks again, of which provider and model; a blank model is the provider's own."""

    run_id: str
    provider: str
    model: str


class RunDraft(TypedDict):
    """The start of a run at the price of a quote, or below."""

    quote_id: str
    first: NotRequired[int | None]
    ceiling: NotRequired[int | None]


class Sample(TypedDict):
    """Where the sample data set stands."""

    operation_id: str | None


class Scan(TypedDict):
    """A look for duplicates. The counts are those of what waited for a decision when it was done."""

    id: str
    kind: Literal['contact', 'company']
    whole: bool
    state: Literal['queued', 'running', 'done', 'failed', 'cancelled']
    progress: Progress | None
    records: int | None
    clusters: int | None
    automatic_clusters: int | None
    expected_false_merges: float | None
    error: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None


class ScanDraft(TypedDict):
    """What to look through."""

    kind: Literal['contact', 'company']


class ScanPage(TypedDict):
    """The newest first."""

    items: list[Scan]
    next_cursor: str | None


Scope: TypeAlias = "Literal['records:read', 'records:write', 'imports:read', 'imports:write', 'history:read', 'history:write', 'workspace:read', 'workspace:write', 'access:read', 'access:write', 'webhooks:read', 'webhooks:write', 'audit:read', 'enrichment:read', 'enrichment:write']"


class ScopeWords(TypedDict):
    """A scope in words."""

    key: Scope
    label: str


class Score(TypedDict):
    """The records that are ready for what they are there for, and what is in the way of the others."""

    count: int
    filter: dict[str, Any]
    label: str
    why: str
    obstacles: list[Obstacle]


class SearchHit(TypedDict):
    """A record that answers, and the value by which it does."""

    id: str
    kind: RecordKind
    name: str
    secondary: str
    field: str
    value: str


class SearchHits(TypedDict):
    """The best contacts and companies in one order."""

    items: list[SearchHit]


class Segment(TypedDict):
    """A named filter: its records are those that match now."""

    id: str
    kind: RecordKind
    name: str
    filter: dict[str, Any]
    words: str
    created_at: str
    updated_at: str
    notices: list[Notice]


class SegmentChanges(TypedDict):
    """What of a segment shall be otherwise; what is left out stays as it is."""

    name: NotRequired[str]
    filter: NotRequired[dict[str, Any]]


class SegmentDraft(TypedDict):
    """A filter to name."""

    kind: RecordKind
    name: str
    filter: dict[str, Any]


class SegmentList(TypedDict):
    """Segments by name."""

    items: list[Segment]


Selection = TypedDict("Selection", {'filter': "NotRequired[dict[str, Any] | None]", 'operation_id': "NotRequired[str | None]", 'ids': "NotRequired[list[str] | None]", 'except': "NotRequired[list[str]]", 'trash': "NotRequired[bool]"})


class Session(TypedDict):
    """Who is signed in, and where they may go."""

    user: User
    workspaces: list[Membership]


class SessionList(TypedDict):
    """Where you are signed in, the last used first."""

    items: list[SignedInSession]


class Setup(TypedDict):
    """Whether the installation waits for its first owner."""

    needed: bool


class SetupRequest(TypedDict):
    """The first owner, by the one-time link that the start of the product prints."""

    token: str
    email: str
    password: str
    name: NotRequired[str | None]
    workspace_name: str
    country: NotRequired[str | None]


class SignInOptions(TypedDict):
    """What the sign-in page can offer."""

    providers: list[SignInProvider]
    mail: bool


class SignInProvider(TypedDict):
    """A provider that people may sign in with: send the browser to `/api/v1/sign-in/{key}`."""

    key: str
    label: str


class SignInRequest(TypedDict):
    """E-mail and password, and the code where the second factor is on."""

    email: str
    password: str
    code: NotRequired[str | None]


class SignedInSession(TypedDict):
    """One place where you are signed in."""

    id: str
    current: bool
    device: str
    address: str
    method: Literal['password', 'provider', 'invitation', 'set_up', 'reset']
    created_at: str
    last_seen_at: str


class SkipDraft(TypedDict):
    """Decide later."""

    version: NotRequired[str | None]


class SkippedCells(TypedDict):
    """Cells that are left alone, by why."""

    pinned: int
    filled: int
    fresh: int


class SlowTest(TypedDict):
    """A test that no index finds, and why."""

    field: str
    op: FilterOperator
    reason: str


class Spending(TypedDict):
    """Thousandths of a credit, reserved and spent, and how much may be."""

    reserved: int
    spent_today: int
    spent_month: int
    caps: SpendingCaps


class SpendingCaps(TypedDict):
    """The most that may be spent, in thousandths of a credit; null for no limit but the balance."""

    per_run: int | None
    per_day: int | None
    per_month: int | None


class Suggestion(TypedDict):
    """What a merge of the records shown would make of them now, as `POST …/merge/preview` says it."""

    keep: str
    because: Literal['chosen', 'fullest', 'oldest', 'first']
    fields: list[MergeChoice]


class Suppression(TypedDict):
    """An address that is never written to."""

    id: str
    kind: Literal['email', 'domain', 'phone', 'linkedin']
    value: str | None
    reason: Literal['by_hand', 'opt_out']
    note: str
    operation_id: str | None
    created_by_name: str
    created_at: str


class SuppressionDraft(TypedDict):
    """An address to keep out."""

    kind: Literal['email', 'domain', 'phone', 'linkedin']
    value: str
    note: NotRequired[str]


class SuppressionPage(TypedDict):
    """Entries, newest first."""

    items: list[Suppression]
    next_cursor: str | None


class SuppressionRef(TypedDict):
    """An entry of the list of those who are never written to."""

    id: str
    kind: Literal['email', 'domain', 'phone', 'linkedin']
    value: str | None
    reason: Literal['by_hand', 'opt_out']


class Tag(TypedDict):
    """A word that contacts are labelled with."""

    id: str
    name: str
    count: Total


class TagAct(TypedDict):
    """Tags to put on and to take off; one that does not exist is made."""

    kind: Literal['tag']
    add: NotRequired[list[str]]
    remove: NotRequired[list[str]]


class TagChange(TypedDict):
    """Another name for a tag."""

    name: str


class TagMerge(TypedDict):
    """The tag that takes the place of this one."""

    into: str


class Tags(TypedDict):
    """All tags by name, up to 2,000."""

    items: list[Tag]


class TakenElsewhere(TypedDict):
    """What a provider takes for a run, from the account that the workspace has with it."""

    stage: str
    enricher: str
    label: str
    questions: int
    amount: str
    unit: str


Takes: TypeAlias = "Literal['nothing', 'one', 'many', 'pair', 'days', 'states']"


class Tally(TypedDict):
    """How many records a filter finds."""

    count: int
    filter: dict[str, Any]


class Thresholds(TypedDict):
    """Probabilities. What may be merged unseen is said anew at once, what is shown by the next scan."""

    review: float
    automatic: float


class TimelineEntry(TypedDict):
    """What one operation did to the record. Equal values before and after were confirmed."""

    at: str
    action: Literal['create', 'update', 'delete', 'restore']
    operation: OperationRef
    line: LineRef | None
    fields: list[FieldChange]
    merged: list[MergedRef]


class TimelinePage(TypedDict):
    """The history of a record, newest first."""

    items: list[TimelineEntry]
    next_cursor: str | None


class TitleReading(TypedDict):
    """What a job title says of the person."""

    title: str
    seniority: str
    department: str
    because: list[TitleReason]


class TitleReason(TypedDict):
    """A word of a title, and what it means."""

    word: str
    vocabulary: str
    meaning: str


class Total(TypedDict):
    """How many rows the list has."""

    value: int
    exact: bool


class TotpConfirmation(TypedDict):
    """A code that the authenticator shows."""

    code: str


class TotpSetup(TypedDict):
    """A new secret for your authenticator; it is shown only here."""

    secret: str
    uri: str
    qr: str


class TrashAct(TypedDict):
    """Move to the trash, where they stay until somebody restores them."""

    kind: Literal['trash']


class TrashPage(TypedDict):
    """The trash, what was removed last first."""

    items: list[TrashedRow]
    next_cursor: str | None
    total: Total


class TrashedRow(TypedDict):
    """A record in the trash."""

    id: str
    values: dict[str, Value]
    company: CompanyRef | None
    states: dict[str, FieldState]
    created_at: str
    updated_at: str
    removed: RemovedBy


class TriageAnswer(TypedDict):
    """What triage says of a company now. `ask`: what is not known may decide it."""

    verdict: Literal['pass', 'fail', 'ask']
    tier: str | None
    reasons: list[str]
    by_person: bool


TriageCounts = TypedDict("TriageCounts", {'pass': "int", 'fail': "int", 'ask': "int"})


class TriageDecision(TypedDict):
    """What a person decides about a company, and why."""

    verdict: Literal['pass', 'fail']
    reason: NotRequired[str]


class TriageMove(TypedDict):
    """So many companies to which other rules would give another answer."""

    before: Literal['pass', 'fail', 'ask']
    after: Literal['pass', 'fail', 'ask']
    companies: int


class TriageOutlook(TypedDict):
    """What rules would come to, beside those that are kept."""

    total: int
    by_person: int
    now: TriageCounts
    then: TriageCounts
    moves: list[TriageMove]
    decides: list[int]


class TriageRule(TypedDict):
    """Companies that match pass, in a tier, or fail; those that an earlier rule decides are left to it."""

    name: str
    verdict: Literal['pass', 'fail']
    tier: NotRequired[str]
    filter: dict[str, Any]


class TriageRules(TypedDict):
    """The rules, in the order in which they are looked at. Without any, every company passes."""

    rules: list[TriageRule]


class UndoPreview(TypedDict):
    """What the undo of an operation would do now."""

    revert: int
    remove: int
    bring_back: int
    keep: int
    conflicts: list[Conflict]
    conflicts_total: int
    sentence: str


class UnmergeDraft(TypedDict):
    """The record that stayed, of the group that shall come apart again."""

    record: str


class UrlImport(TypedDict):
    """A file by its address."""

    url: str
    like: NotRequired[str | None]


class User(TypedDict):
    """A person."""

    id: str
    email: str
    name: str


Value: TypeAlias = "str | bool | int | float | list[str] | Money | Range"


Verdict: TypeAlias = "Literal['accepted', 'unsupported', 'not_alive', 'other_subject', 'inconsistent', 'ambiguous', 'no_match', 'not_told', 'not_asked', 'invalid', 'contradicted']"


class Verification(TypedDict):
    """Whose addresses to check, and how many contacts they are expected to be."""

    selection: Selection
    expected: int


class View(TypedDict):
    """A saved filter, order and columns of a list."""

    id: str
    kind: RecordKind
    name: str
    shared: bool
    filter: dict[str, Any] | None
    sort: str | None
    group_by: str | None
    columns: list[ViewColumn]
    created_at: str
    updated_at: str
    notices: list[Notice]


class ViewChanges(TypedDict):
    """What of a view shall be otherwise; what is left out stays as it is."""

    name: NotRequired[str]
    filter: NotRequired[dict[str, Any] | None]
    sort: NotRequired[str | None]
    group_by: NotRequired[str | None]
    columns: NotRequired[list[ViewColumn]]
    shared: NotRequired[bool]
    position: NotRequired[int]


class ViewColumn(TypedDict):
    """A column that a view shows."""

    key: str
    width: NotRequired[int | None]
    pinned: NotRequired[Literal['left'] | None]


class ViewDraft(TypedDict):
    """A list to save."""

    kind: RecordKind
    name: str
    filter: NotRequired[dict[str, Any] | None]
    sort: NotRequired[str | None]
    group_by: NotRequired[str | None]
    columns: NotRequired[list[ViewColumn]]
    shared: NotRequired[bool]


class ViewList(TypedDict):
    """Views in their order."""

    items: list[View]


class Vocabulary(TypedDict):
    """The words of a vocabulary: those of the product, and your own."""

    name: str
    meanings: list[VocabularyMeaning]
    entries: list[VocabularyEntry]
    rekeying: str | None


class VocabularyDraft(TypedDict):
    """All entries of your own; those that are not here are gone."""

    entries: list[VocabularyEntry]


class VocabularyEntry(TypedDict):
    """What a word means here."""

    word: str
    meaning: str | None


class VocabularyList(TypedDict):
    """The vocabularies there are."""

    items: list[VocabularyName]


class VocabularyMeaning(TypedDict):
    """A choice, with the words of all languages that the product knows for it."""

    value: str
    label: str
    words: list[str]


class VocabularyName(TypedDict):
    """A vocabulary, and how many entries of your own it has."""

    name: str
    entries: int


class Webhook(TypedDict):
    """An address that is told of events."""

    id: str
    url: str
    description: str
    events: list[str]
    state: Literal['enabled', 'disabled']
    disabled_reason: str | None
    previous_secret_until: str | None
    created_at: str
    last_delivery: LastDelivery | None
    failing_since: str | None


class WebhookChange(TypedDict):
    """What to change; members left out stay as they are."""

    url: NotRequired[str | None]
    description: NotRequired[str | None]
    events: NotRequired[list[str] | None]
    enabled: NotRequired[bool | None]


class WebhookDraft(TypedDict):
    """A webhook to be made."""

    url: str
    description: NotRequired[str]
    events: list[str]


class WebhookEvent(TypedDict):
    """What is sent: the body of the request."""

    id: str
    type: str
    timestamp: str
    data: dict[str, JsonValue]


class WebhookEventType(TypedDict):
    """Something that can be told."""

    type: str
    label: str
    description: str
    sample: WebhookEvent


class WebhookEventTypeList(TypedDict):
    """All events."""

    items: list[WebhookEventType]


class WebhookList(TypedDict):
    """All webhooks, the oldest first."""

    items: list[Webhook]


class Workspace(TypedDict):
    """A workspace and the caller's role in it."""

    id: str
    slug: str
    name: str
    country: str | None
    verify_imports: bool
    role: Role | None
    disarmed: Disarmed | None


class WorkspaceChange(TypedDict):
    """What to change; members left out stay as they are."""

    name: NotRequired[str | None]
    country: NotRequired[str | None]
    verify_imports: NotRequired[bool | None]


class WorkspaceOverview(TypedDict):
    """One of your workspaces at a glance."""

    id: str
    slug: str
    name: str
    role: Role
    contacts: leadgen__platform__workspaces__schemas__Count
    companies: leadgen__platform__workspaces__schemas__Count
    members: int
    imports_running: int
    last_operation_at: str | None


class WorkspaceRequest(TypedDict):
    """The workspace to add."""

    name: str
    country: NotRequired[str | None]
    account_id: NotRequired[str | None]


class Writing(TypedDict):
    """How you write: the language, by ISO 639-1, and the form of address; null where you do not say."""

    language: str | None
    addressing: Literal['formal', 'informal'] | None


class Written(TypedDict):
    """A record after a write, and the operation to undo it by."""

    record: Record
    operation: Operation


class leadgen__platform__workspaces__schemas__Count(TypedDict):
    """How many; an estimate where `exact` is false."""

    value: int
    exact: bool


class leadgen__records__bulk__schemas__Count(TypedDict):
    """How many records a selection has, exactly."""

    count: int
