/** Runs of enrichment: listed, followed, paused, stopped. */
import { cancelEnrichmentRun, getEnrichmentRun, listEnrichmentRuns, pauseEnrichmentRun, resumeEnrichmentRun } from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { pages } from '@/lib/paging';
import { refresh } from '@/lib/query';
import { type Act, isMoving } from './words';

/** The stream tells of every batch; this only bridges a stream that is away. */
const FALLBACK_MS = 2000;

export function runsOptions(slug: string) {
  return {
    ...pages([{ _id: 'listEnrichmentRuns', path: { slug } }], (cursor, signal) =>
      listEnrichmentRuns({ path: { slug }, query: cursor, signal, throwOnError: true }),
    ),
    refetchInterval: FALLBACK_MS,
  };
}

export function runOptions(slug: string, id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getEnrichmentRun', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getEnrichmentRun({ path: { slug, id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isMoving(data) ? FALLBACK_MS : false),
  });
}

const CALLS = { pause: pauseEnrichmentRun, resume: resumeEnrichmentRun, cancel: cancelEnrichmentRun } as const;

/** The names of the calls that a role may or may not make. */
export const CALL_OF = { pause: 'pauseEnrichmentRun', resume: 'resumeEnrichmentRun', cancel: 'cancelEnrichmentRun' } as const;

export async function act(slug: string, id: string, what: Act) {
  await CALLS[what]({ path: { slug, id }, headers: once(), throwOnError: true });
  await refresh(['getEnrichmentRun', 'listEnrichmentRuns', 'getCredits', 'getOperation']);
}
