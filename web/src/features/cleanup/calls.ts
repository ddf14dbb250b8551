/** Previews of cleanups: begun, followed, applied. */
import {
  applyCleanup, type ChangeRef, type Cleanup, type CleanupWish, forgetCleanup, getCleanup, listCleanupChanges, previewCleanup, type Selection,
} from '@leadgen/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';

export type Rule = NonNullable<CleanupWish['rules']>[number];
export type Kind = CleanupWish['kind'];

/** The rules there are for each kind, and which are wanted where nobody said. */
export const RULES: Record<Kind, readonly { rule: Rule; wanted: boolean }[]> = {
  contact: [{ rule: 'format', wanted: true }, { rule: 'follow', wanted: true }, { rule: 'split_name', wanted: false }],
  company: [{ rule: 'format', wanted: true }, { rule: 'domain', wanted: false }],
};

const ASK_AGAIN_MS = 700;
const isOnItsWay = (cleanup: Cleanup | undefined) => cleanup?.state === 'running' || cleanup?.state === 'applying';

export function cleanupOptions(slug: string, id: string) {
  return queryOptions({
    queryKey: [{ _id: 'getCleanup', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getCleanup({ path: { slug, id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? ASK_AGAIN_MS : false),
    staleTime: 0,
  });
}

/** Of which rule, of which field, with which letters; all where nothing is said. */
export interface Asked {
  rule?: Rule;
  field?: string;
  q?: string;
}

export function changesOptions(slug: string, id: string, asked: Asked) {
  return infiniteQueryOptions({
    queryKey: [{ _id: 'listCleanupChanges', path: { slug, id } }, asked] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked, limit: 50, ...(pageParam !== null && { cursor: pageParam }) };
      return (await listCleanupChanges({ path: { slug, id }, query, signal, throwOnError: true })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: Infinity,
  });
}

export async function look(slug: string, kind: Kind, selection: Selection, rules: Rule[]): Promise<Cleanup> {
  const body = { kind, selection, rules };
  return (await previewCleanup({ path: { slug }, headers: once(), body, throwOnError: true })).data;
}

export async function forget(slug: string, id: string): Promise<void> {
  await forgetCleanup({ path: { slug, id }, throwOnError: true });
}

export async function apply(slug: string, id: string, choice: Choice, expected: number) {
  const without = [...choice.without].map(groupOf);
  const body = { without, except: [...choice.except.values()], expected };
  return (await applyCleanup({ path: { slug, id }, headers: once(), body, throwOnError: true })).data;
}

/** What is not to be done: groups by `groupKey`, single changes by `changeKey`. */
export interface Choice {
  without: ReadonlySet<string>;
  except: ReadonlyMap<string, ChangeRef>;
}

export const EVERYTHING: Choice = { without: new Set(), except: new Map() };

export function groupKey({ rule, field }: { rule: string; field: string }): string {
  return `${rule}/${field}`;
}

export function changeKey(change: ChangeRef): string {
  return `${change.record_id}/${groupKey(change)}`;
}

function groupOf(key: string): { rule: Rule; field: string } {
  const [rule = '', field = ''] = key.split('/');
  return { rule: rule as Rule, field };
}

/** How many changes are left to be made. */
export function chosen({ groups }: Pick<Cleanup, 'groups'>, { without, except }: Choice): number {
  const whole = groups.reduce((sum, group) => (without.has(groupKey(group)) ? sum : sum + group.count), 0);
  return whole - [...except.values()].filter((one) => !without.has(groupKey(one))).length;
}
