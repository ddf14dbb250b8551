/** Scans, clusters and decisions. */
import {
  cancelDuplicateScan, type Cluster, getDuplicate, keepDuplicateApart, listDuplicates, listDuplicateScans, mergeDuplicate, type RecordKind,
  reopenDuplicate, skipDuplicate, startDuplicateScan,
} from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { pages } from '@/lib/paging';
import type { Asked } from './search';

const PAGE_SIZE = 50;
/** Nothing is pushed while a scan runs: it is asked how far it is. */
const RUNNING_MS = 1000;

export const LIST = 'listDuplicates';
export const SCANS = 'listDuplicateScans';
/** Under which the navigation keeps how many wait. */
export const WAITING = 'listDuplicates.waiting';

export function clustersKey({ slug, ...query }: Asked) {
  return [{ _id: LIST, path: { slug }, query }] as const;
}

export function clustersOptions(asked: Asked) {
  const { slug, kind, state, sort, operation } = asked;
  return pages(clustersKey(asked), (cursor, signal) =>
    listDuplicates({ path: { slug }, query: { kind, state, sort, operation_id: operation, limit: PAGE_SIZE, ...cursor }, signal, throwOnError: true }),
  );
}

export function clusterOptions(slug: string, id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getDuplicate', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => {
      const { data } = await getDuplicate({ path: { slug, id }, signal, throwOnError: true });
      return data;
    },
  });
}

export function scanOptions(slug: string, kind: RecordKind) {
  return queryOptions({
    queryKey: [{ _id: SCANS, path: { slug }, query: { kind } }] as const,
    queryFn: async ({ signal }) => {
      const { data } = await listDuplicateScans({ path: { slug }, query: { kind, limit: 5 }, signal, throwOnError: true });
      return data.items;
    },
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? RUNNING_MS : false),
  });
}

export function isRunning({ state }: { state: string }): boolean {
  return state === 'queued' || state === 'running';
}

export async function scan(slug: string, kind: RecordKind) {
  const { data } = await startDuplicateScan({ path: { slug }, headers: once(), body: { kind }, throwOnError: true });
  return data;
}

export async function cancel(slug: string, id: string) {
  await cancelDuplicateScan({ path: { slug, id }, throwOnError: true });
}

/** What a person says of one cluster, as it was seen. */
export type Decision =
  | { act: 'merge'; keep: string; picks: { [field: string]: string }; records: string[] | null }
  | { act: 'distinct'; records: string[] | null }
  | { act: 'skip' };

/** The operation of a merge; null where nothing is written. */
export async function decide(slug: string, { id, version }: Pick<Cluster, 'id' | 'version'>, decision: Decision): Promise<string | null> {
  const call = { path: { slug, id }, headers: once(), throwOnError: true } as const;
  switch (decision.act) {
    case 'merge': {
      const { keep, picks, records } = decision;
      const { data } = await mergeDuplicate({ ...call, body: { keep, picks, records, version } });
      return data.operation_id;
    }
    case 'distinct':
      await keepDuplicateApart({ ...call, body: { records: decision.records, version } });
      return null;
    case 'skip':
      await skipDuplicate({ ...call, body: { version } });
      return null;
  }
}

/** Takes a skip or a "not a duplicate" back. */
export async function reopen(slug: string, id: string) {
  await reopenDuplicate({ path: { slug, id }, headers: once(), throwOnError: true });
}
