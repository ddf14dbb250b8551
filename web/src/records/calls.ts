/** The calls of both kinds of record under one set of names: the screens do not know which kind they show. */
import {
  createCompany, createContact, exportCompanies, exportContacts, getCompany, getContact, listCompanies, listCompanyEvidence,
  listCompanyTimeline, listContactEvidence, listContacts, listContactTimeline, queryCompanies, queryContacts,
  type RecordEdit, type RecordKind, type Total, updateCompanies, updateCompany, updateContact, updateContacts, type Value,
} from '@leadgen/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { asApiError, once } from '@/lib/api';

const CALLS = {
  contact: {
    list: listContacts, query: queryContacts, get: getContact, create: createContact, update: updateContact,
    cells: updateContacts, timeline: listContactTimeline, evidence: listContactEvidence,
  },
  company: {
    list: listCompanies, query: queryCompanies, get: getCompany, create: createCompany, update: updateCompany,
    cells: updateCompanies, timeline: listCompanyTimeline, evidence: listCompanyEvidence,
  },
} as const;

/** Names under which the answers are kept; lib/events refreshes by them. */
export const OPERATIONS = {
  contact: { list: 'listContacts', total: 'listContacts.total', facets: 'facetContacts', get: 'getContact', timeline: 'listContactTimeline', evidence: 'listContactEvidence' },
  company: { list: 'listCompanies', total: 'listCompanies.total', facets: 'facetCompanies', get: 'getCompany', timeline: 'listCompanyTimeline', evidence: 'listCompanyEvidence' },
} as const;

/** The names of the calls that a role may or may not make. */
export const CALLS_OF = {
  contact: { create: 'createContact', update: 'updateContact', export: 'exportContacts' },
  company: { create: 'createCompany', update: 'updateCompany', export: 'exportCompanies' },
} as const;

export type Values = { [key: string]: Value | null };

/** One record of one workspace. */
export interface Target {
  slug: string;
  kind: RecordKind;
  id: string;
}

/** What a list shows: its order, and only the records that a filter matches and an operation touched, where given. */
export interface ListQuery {
  sort: string | undefined;
  operation: string | undefined;
  /** The filter's tree with what is searched for in it (`filterWith`). */
  filter?: unknown;
}

export const PAGE_SIZE = 100;
const FAR_PAGES_STAY_MS = 15_000;

/** What an export holds: the list as it is seen. */
export interface Export extends ListQuery {
  /** Keys of the columns shown, in order. */
  columns: readonly string[];
  total: Total | null;
}

export const EXPORTS = {
  contact: { call: exportContacts, url: '/api/v1/workspaces/{slug}/contacts/export' },
  company: { call: exportCompanies, url: '/api/v1/workspaces/{slug}/companies/export' },
} as const;

export function exportQuery({ columns, ...list }: Export) {
  return { columns: columns.join(','), ...addressOf(list) };
}

/** Filters longer than this go by POST: the server reads 8,000 characters of one in an address. */
const LONGEST_IN_ADDRESS = 4000;

/** A filter as it stands in an address; what is no JSON goes as it is, so that the server says so. */
function written(filter: unknown): string {
  return typeof filter === 'string' ? filter : JSON.stringify(filter);
}

export function isLong({ filter }: Pick<ListQuery, 'filter'>): boolean {
  return filter !== undefined && written(filter).length > LONGEST_IN_ADDRESS;
}

function addressOf({ sort, operation, filter }: ListQuery) {
  return {
    ...(sort !== undefined && { sort }),
    ...(operation !== undefined && { operation_id: operation }),
    ...(filter !== undefined && { filter: written(filter) }),
  };
}

function bodyOf({ sort, operation, filter }: ListQuery) {
  return {
    filter: filter as { [key: string]: unknown },
    ...(sort !== undefined && { sort }),
    ...(operation !== undefined && { operation_id: operation }),
  };
}

/** One page of a list, by its address or, where the filter is too long for one, by POST. */
async function page(slug: string, kind: RecordKind, list: ListQuery, by: { limit: number; cursor?: string }, signal: AbortSignal) {
  const { data } = isLong(list)
    ? await CALLS[kind].query({ path: { slug }, body: { ...bodyOf(list), ...by }, signal, throwOnError: true })
    : await CALLS[kind].list({ path: { slug }, query: { ...addressOf(list), ...by }, signal, throwOnError: true });
  return data;
}

/** One page of a list, kept by its cursor. Those scrolled past leave the memory soon: they are asked for again. */
export function pageOptions(slug: string, kind: RecordKind, list: ListQuery, cursor: string | null) {
  return queryOptions({
    queryKey: [{ _id: OPERATIONS[kind].list, path: { slug }, query: { ...list, limit: PAGE_SIZE }, cursor }] as const,
    queryFn: ({ signal }) => page(slug, kind, list, { limit: PAGE_SIZE, ...(cursor !== null && { cursor }) }, signal),
    ...(cursor !== null && { gcTime: FAR_PAGES_STAY_MS }),
  });
}

/** How many records a filter matches: the list's own total, of its smallest page. */
export function countOptions(slug: string, kind: RecordKind, filter: unknown, operation?: string) {
  const list = { sort: undefined, operation, filter };
  return queryOptions({
    queryKey: [{ _id: OPERATIONS[kind].total, path: { slug }, filter, operation }] as const,
    queryFn: async ({ signal }) => (await page(slug, kind, list, { limit: 1 }, signal)).total,
  });
}

export function recordOptions({ slug, kind, id }: Target) {
  return queryOptions({
    queryKey: [{ _id: OPERATIONS[kind].get, path: { slug, id } }] as const,
    queryFn: async ({ signal }) => {
      const { data } = await CALLS[kind].get({ path: { slug, id }, signal, throwOnError: true });
      return data;
    },
  });
}

export function timelineOptions({ slug, kind, id }: Target) {
  return infiniteQueryOptions({
    queryKey: [{ _id: OPERATIONS[kind].timeline, path: { slug, id } }] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      const { data } = await CALLS[kind].timeline({ path: { slug, id }, query, signal, throwOnError: true });
      return data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export function evidenceOptions({ slug, kind, id }: Target) {
  return queryOptions({
    queryKey: [{ _id: OPERATIONS[kind].evidence, path: { slug, id } }] as const,
    queryFn: async ({ signal }) => {
      const { data } = await CALLS[kind].evidence({ path: { slug, id }, signal, throwOnError: true });
      return data.items;
    },
  });
}

export async function update({ slug, kind, id }: Target, values: Values, seen: Values) {
  const { data } = await CALLS[kind].update({ path: { slug, id }, body: { values, seen }, throwOnError: true });
  return data;
}

/** Cells of many records as one operation; the answer tells of each what became of it. */
export async function updateCells(slug: string, kind: RecordKind, records: RecordEdit[]) {
  const { data } = await CALLS[kind].cells({ path: { slug }, body: { records }, throwOnError: true });
  return data;
}

export async function create(slug: string, kind: RecordKind, values: Values) {
  const { data } = await CALLS[kind].create({ path: { slug }, headers: once(), body: { values }, throwOnError: true });
  return data;
}

/** Whether a list was refused because of its filter. */
export function isAboutFilter(error: unknown): boolean {
  return asApiError(error)?.code === 'invalid_filter';
}
