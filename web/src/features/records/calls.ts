/** The calls of both kinds of record under one set of names: the screens do not know which kind they show. */
import {
  createCompany, createContact, exportCompanies, exportContacts, getCompany, getContact, listCompanies, listCompanyEvidence,
  listCompanyTimeline, listContactEvidence, listContacts, listContactTimeline, type RecordKind, type Total,
  updateCompany, updateContact, type Value,
} from '@leadgen/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';

const CALLS = {
  contact: {
    list: listContacts, get: getContact, create: createContact, update: updateContact,
    timeline: listContactTimeline, evidence: listContactEvidence,
  },
  company: {
    list: listCompanies, get: getCompany, create: createCompany, update: updateCompany,
    timeline: listCompanyTimeline, evidence: listCompanyEvidence,
  },
} as const;

/** Names under which the answers are kept; lib/events refreshes by them. */
export const OPERATIONS = {
  contact: { list: 'listContacts', get: 'getContact', timeline: 'listContactTimeline', evidence: 'listContactEvidence' },
  company: { list: 'listCompanies', get: 'getCompany', timeline: 'listCompanyTimeline', evidence: 'listCompanyEvidence' },
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

/** What a list shows: its order, and only the records of one operation when given. */
export interface ListQuery {
  sort: string | undefined;
  operation: string | undefined;
}

export const PAGE_SIZE = 100;

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

export function exportQuery({ columns, sort, operation }: Export) {
  return {
    columns: columns.join(','),
    ...(sort !== undefined && { sort }),
    ...(operation !== undefined && { operation_id: operation }),
  };
}

export function listOptions(slug: string, kind: RecordKind, { sort, operation }: ListQuery) {
  const query = {
    limit: PAGE_SIZE,
    ...(sort !== undefined && { sort }),
    ...(operation !== undefined && { operation_id: operation }),
  };
  return infiniteQueryOptions({
    queryKey: [{ _id: OPERATIONS[kind].list, path: { slug }, query }] as const,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const { data } = await CALLS[kind].list({ path: { slug }, query: { ...query, ...cursor }, signal, throwOnError: true });
      return data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
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
    getNextPageParam: (page) => page.next_cursor,
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

export async function update({ slug, kind, id }: Target, values: Values) {
  const { data } = await CALLS[kind].update({ path: { slug, id }, body: { values }, throwOnError: true });
  return data;
}

export async function create(slug: string, kind: RecordKind, values: Values) {
  const { data } = await CALLS[kind].create({ path: { slug }, headers: once(), body: { values }, throwOnError: true });
  return data;
}
