/**
 * Pushed changes of one workspace: one stream per browser, however many tabs are open.
 *
 * The tab that holds the Web Lock owns the EventSource and passes each frame on by BroadcastChannel.
 * A frame is a hint (topic and id); what it names is fetched again.
 */
import { refresh } from './query';

export type Topic = 'import' | 'operation' | 'enrichment' | 'access' | 'credits';
export interface Frame {
  topic: Topic;
  id: string;
}

const OF_ONE: Record<Topic, readonly string[]> = {
  import: ['getImport', 'previewImport', 'listImportLines', 'listImportProblems'],
  operation: ['getOperation', 'previewUndo', 'listConflicts'],
  enrichment: ['getEnrichmentRun'],
  access: [],
  credits: [],
};
const OF_ALL: Record<Topic, readonly string[]> = {
  import: ['listImports', 'getSample'],
  operation: ['listOperations', 'getSample'],
  enrichment: ['listEnrichmentRuns', 'getCredits'],
  // Somebody's membership, role or key: the session says whether it was one's own.
  access: ['getSession', 'listMembers', 'listInvitations', 'listApiKeys', 'listAudit'],
  credits: ['getCredits', 'getCaps', 'listLedger'],
};
const RECORDS = [
  'listContacts', 'listCompanies', 'getContact', 'getCompany', 'listContactTimeline',
  'listCompanyTimeline', 'listContactEvidence', 'listCompanyEvidence', 'listContacts.total', 'listCompanies.total',
  'facetContacts', 'facetCompanies', 'getDataHealth', 'searchRecords', 'listTrashedContacts', 'listTrashedCompanies', 'listLists', 'listTags', 'listFields', 'listFieldUsage',
  'listRunFindings', 'listContactFindings', 'listCompanyFindings',
  'getCompanyTriage', 'previewTriageRules',
  'listDuplicates', 'listDuplicates.waiting', 'listDuplicates.imported', 'getDuplicate', 'listDuplicateScans',
] as const;

const RECORDS_PAUSE_MS = 1500;
const RETRY_MS = 5000;
const ours = new Set<string>();

/** An operation whose result this tab already shows: its event makes no list load again. */
export function alreadyShown(operationId: string): void {
  ours.add(operationId);
}

/** Follows the workspace until the returned function is called. */
export function follow(slug: string): () => void {
  const stopped = new AbortController();
  const channel = new BroadcastChannel(`leadgen-events:${slug}`);
  const recordsLater = delayed();
  const hear = (frame: Frame | 'restarted') => {
    if (frame === 'restarted') return refreshAll();
    void refresh(OF_ONE[frame.topic], frame.id);
    void refresh(OF_ALL[frame.topic]);
    if (frame.topic === 'operation' || frame.topic === 'enrichment') recordsLater.because(frame.id);
  };
  channel.onmessage = (event: MessageEvent<Frame | 'restarted'>) => hear(event.data);
  const tell = (frame: Frame | 'restarted') => {
    channel.postMessage(frame);
    hear(frame);
  };
  lead(slug, stopped.signal, tell).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return () => {
    stopped.abort();
    recordsLater.stop();
    channel.close();
  };
}

/** Waits to be the one tab that streams, then streams until this tab stops. */
async function lead(slug: string, signal: AbortSignal, tell: (frame: Frame | 'restarted') => void): Promise<void> {
  await navigator.locks.request(`leadgen-events:${slug}`, { signal }, () => stream(slug, signal, tell));
}

function stream(slug: string, signal: AbortSignal, tell: (frame: Frame | 'restarted') => void): Promise<void> {
  return new Promise((done) => {
    let first = true;
    const open = () => {
      if (signal.aborted) return;
      const source = new EventSource(`/api/v1/workspaces/${encodeURIComponent(slug)}/events`);
      const pass = (topic: Topic) => (event: MessageEvent<string>) => {
        const { id } = JSON.parse(event.data) as { id: string };
        tell({ topic, id });
      };
      source.addEventListener('import', pass('import'));
      source.addEventListener('operation', pass('operation'));
      source.addEventListener('enrichment', pass('enrichment'));
      source.addEventListener('access', pass('access'));
      source.addEventListener('credits', pass('credits'));
      // Frames between two leaders or two streams are not replayed, so everything is asked again.
      source.onopen = () => {
        if (!first) tell('restarted');
        first = false;
      };
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return; // the browser reconnects by itself
        // Refused: perhaps the session or the membership is over.
        tell({ topic: 'access', id: '' });
        setTimeout(open, RETRY_MS);
      };
      signal.addEventListener('abort', () => source.close());
    };
    signal.addEventListener('abort', () => done());
    open();
  });
}

function refreshAll(): void {
  void refresh([...Object.values(OF_ONE).flat(), ...Object.values(OF_ALL).flat(), ...RECORDS]);
}

/** Records load again at most every 1.5 s: an import tells of itself four times a second. */
function delayed(): { because: (operationId: string) => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<string>();
  const flush = () => {
    timer = undefined;
    const foreign = [...waiting].some((id) => !ours.has(id));
    waiting.clear();
    if (foreign) void refresh(RECORDS);
  };
  return {
    because: (id) => {
      waiting.add(id);
      timer ??= setTimeout(flush, RECORDS_PAUSE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
