/** Acts on a selection, the same for both kinds of record. */
import {
  type Act as BulkAct, changeCompanies, changeContacts, countCompanies, countContacts, exportSelectedCompanies, exportSelectedContacts,
  listTrashedCompanies, listTrashedContacts, type RecordKind, removeCompany, removeContact, type Selection as Sent, verifyContacts,
} from '@leadgen/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';
import type { ListQuery } from '@/records/calls';
import type { Selection } from '../selection';

/** What can be done with many: what the API calls an act, or a check, which asks others and is an address of its own. */
export type Act = BulkAct | { kind: 'verify' };

const CALLS = {
  contact: { count: countContacts, change: changeContacts, remove: removeContact, export: exportSelectedContacts, trash: listTrashedContacts },
  company: { count: countCompanies, change: changeCompanies, remove: removeCompany, export: exportSelectedCompanies, trash: listTrashedCompanies },
} as const;

/** The names of the calls that a role may or may not make. */
export const ACTS_OF = {
  contact: { change: 'changeContacts', remove: 'removeContact', export: 'exportSelectedContacts' },
  company: { change: 'changeCompanies', remove: 'removeCompany', export: 'exportSelectedCompanies' },
} as const;

export const TRASHED = { contact: 'listTrashedContacts', company: 'listTrashedCompanies' } as const;

/** Which records are meant, in a workspace. */
export interface Selected {
  slug: string;
  kind: RecordKind;
  selection: Sent;
}

/** What is picked of a list, as the server takes it. */
export function sent(picked: Selection, { operation, filter }: Pick<ListQuery, 'operation' | 'filter'>): Sent {
  if (picked.mode === 'rows') return { ids: [...picked.ids] };
  return {
    ...(filter !== undefined && { filter: filter as { [key: string]: unknown } }),
    ...(operation !== undefined && { operation_id: operation }),
    ...(picked.mode === 'all' && { except: [...picked.except] }),
  };
}

/** How many they are, exactly. */
export async function countOf({ slug, kind, selection }: Selected, signal: AbortSignal): Promise<number> {
  const { data } = await CALLS[kind].count({ path: { slug }, body: selection, signal, throwOnError: true });
  return data.count;
}

export async function change({ slug, kind, selection }: Selected, expected: number, act: Act) {
  if (act.kind === 'verify') {
    return (await verifyContacts({ path: { slug }, headers: once(), body: { selection, expected }, throwOnError: true })).data;
  }
  const body = { selection, expected, act };
  const { data } = await CALLS[kind].change({ path: { slug }, headers: once(), body, throwOnError: true });
  return data;
}

export async function remove(slug: string, kind: RecordKind, id: string) {
  const { data } = await CALLS[kind].remove({ path: { slug, id }, throwOnError: true });
  return data;
}

export interface Wanted {
  format: 'csv' | 'xlsx';
  columns: readonly string[];
  sort: string | undefined;
}

/** The file and the name the server gives it. */
export async function exported({ slug, kind, selection }: Selected, { format, columns, sort }: Wanted) {
  const body = { selection, format, columns: [...columns], ...(sort !== undefined && { sort }) };
  const { data, response } = await CALLS[kind].export({ path: { slug }, body, parseAs: 'blob', throwOnError: true });
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  return { file: data as unknown as Blob, name: name ?? `export.${format}` };
}

export function trashOptions(slug: string, kind: RecordKind, filter: unknown) {
  const query = { limit: 100, ...(filter !== undefined && { filter: JSON.stringify(filter) }) };
  return infiniteQueryOptions({
    queryKey: [{ _id: TRASHED[kind], path: { slug }, query }] as const,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const { data } = await CALLS[kind].trash({ path: { slug }, query: { ...query, ...cursor }, signal, throwOnError: true });
      return data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
