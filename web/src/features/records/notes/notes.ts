/** The notes of a record, and what can be done with them. */
import {
  addCompanyNote, addContactNote, listCompanyNotes, listContactNotes, removeNote, updateNote, type Note,
} from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { messages } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import type { Target } from '@/records/calls';
import { en } from './en';

export const useText = messages('notes', en);
export const LONGEST = 5000;

const CALLS = {
  contact: { list: listContactNotes, add: addContactNote, name: 'listContactNotes' },
  company: { list: listCompanyNotes, add: addCompanyNote, name: 'listCompanyNotes' },
} as const;

export function notesOptions({ slug, kind, id }: Target) {
  return queryOptions({
    queryKey: [{ _id: CALLS[kind].name, path: { slug, id } }] as const,
    queryFn: async ({ signal }): Promise<Note[]> => {
      const { data } = await CALLS[kind].list({ path: { slug, id }, signal, throwOnError: true });
      return data.items;
    },
  });
}

/** What was written and not yet saved, by record: it is there again when the record is. */
export const drafts = new Map<string, string>();

export async function add({ slug, kind, id }: Target, text: string): Promise<void> {
  await CALLS[kind].add({ path: { slug, id }, body: { text }, headers: once(), throwOnError: true });
  await refresh([CALLS[kind].name], id);
}

export async function change({ slug, kind, id }: Target, note: Note, text: string): Promise<void> {
  await updateNote({ path: { slug, id: note.id }, body: { text }, throwOnError: true });
  await refresh([CALLS[kind].name], id);
}

export async function remove({ slug, kind, id }: Target, note: Note): Promise<void> {
  await removeNote({ path: { slug, id: note.id }, throwOnError: true });
  await refresh([CALLS[kind].name], id);
}

export async function bringBack({ slug, kind, id }: Target, note: Note): Promise<void> {
  await updateNote({ path: { slug, id: note.id }, body: { deleted: false }, throwOnError: true });
  await refresh([CALLS[kind].name], id);
}
