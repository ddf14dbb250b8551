/** The field that a question is, its test on a few records, and the way back. */
import {
  archiveField, cancelEnrichmentRun, createField, type Field, getEnrichmentRun, getOperation, type Operation, quoteEnrichment, type RecordKind, startEnrichmentRun, undoOperation, updateField,
} from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';
import { asApiError, once } from '@/lib/api';
import { refresh } from '@/lib/query';
import type { EnrichmentRun } from '../enriching/shapes';
import { asks, type Draft, optionsOf } from './draft';

const WAIT_MS = 400;
const MOST_TRIES = 75;
const OVER: ReadonlySet<EnrichmentRun['state']> = new Set(['done', 'cancelled', 'failed']);

export const isOver = ({ state }: EnrichmentRun) => OVER.has(state);

/** The run of a test, until it is over. */
export function testOptions(slug: string, id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getEnrichmentRun', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getEnrichmentRun({ path: { slug, id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOver(data) ? false : WAIT_MS),
  });
}

/** The field that asks what the draft asks: made, or changed. An answer of another type is another field. */
export async function fieldOf(slug: string, kind: RecordKind, draft: Draft, made: Field | null): Promise<Field> {
  if (made !== null && asks(made, draft)) return made;
  const body = { label: draft.label.trim(), description: draft.question.trim(), options: optionsOf(draft) };
  const id = made?.id;
  if (made?.type === draft.type && typeof id === 'string') {
    return (await updateField({ path: { slug, id }, body, throwOnError: true })).data;
  }
  if (typeof id === 'string') await archiveField({ path: { slug, id }, throwOnError: true });
  return (await createField({ path: { slug }, body: { ...body, kind, type: draft.type }, throwOnError: true })).data;
}

interface Asked {
  kind: RecordKind;
  field: string;
  enricher: string;
  records: readonly string[];
  /** No more than this is spent. */
  ceiling: number;
}

/** Begins the test; null where there is nothing to ask. */
export async function begin(slug: string, { kind, field, enricher, records, ceiling }: Asked): Promise<EnrichmentRun | null> {
  const body = { kind, selection: { ids: [...records] }, fields: [field], refresh: true, enrichers: [enricher] };
  const { data: quote } = await quoteEnrichment({ path: { slug }, headers: once(), body, throwOnError: true });
  if (quote.cells === 0) return null;
  const { data } = await startEnrichmentRun({ path: { slug }, headers: once(), body: { quote_id: quote.id, first: null, ceiling }, throwOnError: true });
  return data;
}

/** Ends a test where it still runs, takes back what it wrote, and waits until that is gone. */
export async function takeBack(slug: string, { id, operation_id: operation }: EnrichmentRun): Promise<void> {
  const { data: run } = await getEnrichmentRun({ path: { slug, id }, throwOnError: true });
  if (!isOver(run)) await stop(slug, id);
  if (!(await settled(slug, operation)).undoable) return;
  const { data: undo } = await undoOperation({ path: { slug, id: operation }, headers: once(), throwOnError: true });
  await settled(slug, undo.id);
}

async function stop(slug: string, id: string): Promise<void> {
  try {
    await cancelEnrichmentRun({ path: { slug, id }, throwOnError: true });
  } catch (error) {
    if (asApiError(error)?.code !== 'run_over') throw error; // it came to its end meanwhile
  }
}

/** The operation when it has ended, or as it is after a while: an answer that is under way is waited for. */
async function settled(slug: string, id: string): Promise<Operation> {
  for (let tries = 0; ; tries += 1) {
    const { data } = await getOperation({ path: { slug, id }, throwOnError: true });
    if (data.state !== 'running' || tries === MOST_TRIES) return data;
    await new Promise((done) => setTimeout(done, WAIT_MS));
  }
}

/** What shows fields and values is old. */
export async function told(): Promise<void> {
  await refresh(['listFields', 'listFieldUsage', 'getEnrichmentOptions', 'listContacts', 'listCompanies', 'listOperations', 'listEnrichmentRuns', 'getCredits']);
}
