/** What was found for a record or by a run, taken or not, and what people say of it. */
import {
  getEnrichmentQuality, listCompanyFindings, listContactFindings, listRunFindings, markFinding, type RecordKind,
} from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';
import { pages } from '@/lib/paging';
import { refresh } from '@/lib/query';
import type { FindingMark, Verdict } from './shapes';

const PAGE_SIZE = 50;
const OF_RECORD = { contact: listContactFindings, company: listCompanyFindings } as const;
const KEYS = { contact: 'listContactFindings', company: 'listCompanyFindings' } as const;

/** Of one record, newest first: the latest of them, which is all that its drawer shows. */
export function recordFindingsOptions({ slug, kind, id }: { slug: string; kind: RecordKind; id: string }) {
  return queryOptions({
    queryKey: [{ _id: KEYS[kind], path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await OF_RECORD[kind]({ path: { slug, id }, query: { limit: 200 }, signal, throwOnError: true })).data.items,
  });
}

/** Of a run; all fields and verdicts where nothing is said. */
export interface Narrowed {
  field?: string;
  verdict?: Verdict;
}

export function runFindingsOptions(slug: string, id: string, asked: Narrowed) {
  return pages([{ _id: 'listRunFindings', path: { slug, id } }, asked], (cursor, signal) =>
    listRunFindings({ path: { slug, id }, query: { ...asked, ...cursor, limit: PAGE_SIZE }, signal, throwOnError: true }),
  );
}

export function qualityOptions(slug: string) {
  return queryOptions({
    queryKey: [{ _id: 'getEnrichmentQuality', path: { slug } }] as const,
    queryFn: async ({ signal }) => (await getEnrichmentQuality({ path: { slug }, signal, throwOnError: true })).data,
    staleTime: 0,
  });
}

/** A person's word on a finding; null takes it back. */
export async function mark(slug: string, id: string, said: FindingMark | null) {
  await markFinding({ path: { slug, id }, body: { mark: said }, throwOnError: true });
  await refresh([KEYS.contact, KEYS.company, 'listRunFindings', 'getEnrichmentQuality']);
}
