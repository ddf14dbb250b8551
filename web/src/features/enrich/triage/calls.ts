/** The queue of companies that triage asks about, decisions on them, and the rules. */
import {
  decideCompanyTriage, getCompanyTriage, getTriageRules, previewTriageRules, queryCompanies, type RecordPage, type TriageRule, undoOperation, updateTriageRules,
} from '@leadgen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { pages } from '@/lib/paging';
import { refresh } from '@/lib/query';

const PAGE_SIZE = 50;

/** Of the filter language: the companies of this answer. */
export const SAYS = (verdict: Verdict) => ({ term: 'triage', value: verdict });
export type Verdict = 'pass' | 'fail' | 'ask';
export type Decision = Exclude<Verdict, 'ask'>;
export type QueuePage = RecordPage;

export function queueKey(slug: string) {
  return [{ _id: 'listCompanies', path: { slug } }, 'triage'] as const;
}

export function queueOptions(slug: string) {
  return pages(queueKey(slug), (cursor, signal) =>
    queryCompanies({ path: { slug }, body: { filter: SAYS('ask'), limit: PAGE_SIZE, ...cursor }, signal, throwOnError: true }),
  );
}

export function answerOptions(slug: string, id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getCompanyTriage', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getCompanyTriage({ path: { slug, id }, signal, throwOnError: true })).data,
  });
}

/** The operation of the decision. */
export async function decide(slug: string, id: string, verdict: Decision, reason: string): Promise<string> {
  const { data } = await decideCompanyTriage({ path: { slug, id }, headers: once(), body: { verdict, reason }, throwOnError: true });
  return data.operation.id;
}

export async function takeBack(slug: string, operation: string) {
  await undoOperation({ path: { slug, id: operation }, headers: once(), throwOnError: true });
}

export function rulesOptions(slug: string) {
  return queryOptions({
    queryKey: [{ _id: 'getTriageRules', path: { slug } }] as const,
    queryFn: async ({ signal }) => (await getTriageRules({ path: { slug }, signal, throwOnError: true })).data.rules,
  });
}

/** What rules come to, beside those that are kept; of other rules the former answer stays in sight meanwhile. */
export function outlookOptions(slug: string, rules: readonly TriageRule[]) {
  return queryOptions({
    queryKey: [{ _id: 'previewTriageRules', path: { slug } }, rules] as const,
    queryFn: async ({ signal }) => (await previewTriageRules({ path: { slug }, body: { rules: [...rules] }, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
}

export async function keep(slug: string, rules: readonly TriageRule[]) {
  await updateTriageRules({ path: { slug }, body: { rules: [...rules] }, throwOnError: true });
  await refresh(['getTriageRules', 'previewTriageRules', 'getCompanyTriage', 'listCompanies', 'listCompanies.total']);
}
