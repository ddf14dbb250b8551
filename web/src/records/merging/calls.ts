/** Several records of one kind made one. */
import {
  mergeCompanies, mergeContacts, type MergeDraft, previewCompanyMerge, previewContactMerge, type RecordKind,
} from '@leadgen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';

/** As many as are merged at once by hand. */
export const MOST = 50;

const CALLS = {
  contact: { preview: previewContactMerge, merge: mergeContacts },
  company: { preview: previewCompanyMerge, merge: mergeCompanies },
} as const;

/** The name of the call that a role may or may not make. */
export const MERGE_OF = { contact: 'mergeContacts', company: 'mergeCompanies' } as const;

/** What the merge would make of them; of another wish the former answer stays in sight meanwhile. */
export function previewOptions(slug: string, kind: RecordKind, wish: MergeDraft) {
  return queryOptions({
    queryKey: [{ _id: 'previewMerge', path: { slug } }, kind, wish] as const,
    queryFn: async ({ signal }) => {
      const { data } = await CALLS[kind].preview({ path: { slug }, body: wish, signal, throwOnError: true });
      return data;
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

export async function merge(slug: string, kind: RecordKind, wish: MergeDraft) {
  const { data } = await CALLS[kind].merge({ path: { slug }, headers: once(), body: wish, throwOnError: true });
  return data;
}
