/** Reading one import and acting on it. */
import {
  cancelImport,
  commitImport,
  mapImport,
  resumeImport,
  type Import,
  type MappingChoice,
} from '@leadgen/client';
import { getImportOptions, getImportQueryKey } from '@leadgen/client/query';
import { useMutation, useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { queries, refresh } from '@/lib/query';
import { forgetDraft } from './columns/draft';
import { isWorking } from './state';

/** Events refresh a running import several times a second; this is what remains when they are cut off. */
const FALLBACK_MS = 2000;

/** One import, followed for as long as the server works on it. */
export function useImport(slug: string, id: string) {
  return useQuery({
    ...getImportOptions({ path: { slug, id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isWorking(data.state) ? FALLBACK_MS : false),
  });
}

/** Shows the server's answer at once; lists and lines load again. */
export function remember(slug: string, answer: Import): void {
  queries.setQueryData(getImportQueryKey({ path: { slug, id: answer.id } }), answer);
  if (answer.state !== 'mapping' && answer.state !== 'staged') forgetDraft(answer.id);
  void refresh(['listImports', 'listImportLines', 'listOperations']);
}

function useAct<Variables>(slug: string, act: (variables: Variables) => Promise<{ data: Import }>) {
  return useMutation({
    mutationFn: act,
    onSuccess: ({ data }) => remember(slug, data),
    // Somebody else may have moved the import on: show how it stands now.
    onError: () => refresh(['getImport']),
  });
}

export function useMapping(slug: string, id: string) {
  return useAct(slug, (body: MappingChoice) => mapImport({ path: { slug, id }, body, throwOnError: true }));
}

export function useCommit(slug: string, id: string) {
  return useAct<void>(slug, () => commitImport({ path: { slug, id }, headers: once(), throwOnError: true }));
}

export function useCancel(slug: string, id: string) {
  return useAct(slug, (keep: boolean) => cancelImport({ path: { slug, id }, body: { keep }, throwOnError: true }));
}

export function useResume(slug: string, id: string) {
  return useAct<void>(slug, () => resumeImport({ path: { slug, id }, throwOnError: true }));
}
