/** Reading one import and acting on it. */
import {
  cancelImport,
  commitImport,
  fixImportColumn,
  fixImportLines,
  importFromUrl,
  mapImport,
  readImportAnew,
  resumeImport,
  type ColumnFix,
  type Import,
  type ImportReading,
  type LineFix,
  type MappingChoice,
} from '@leadgen/client';
import { getImportOptions, getImportQueryKey } from '@leadgen/client/query';
import { useMutation, useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { keyOf, queries, refresh } from '@/lib/query';
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
  void refresh(['listImports', 'listImportLines', 'listImportProblems', 'listOperations']);
}

function useAct<Variables>(slug: string, act: (variables: Variables) => Promise<{ data: Import }>) {
  return useMutation({
    mutationFn: act,
    onSuccess: ({ data }) => remember(slug, data),
    // Somebody else may have moved the import on: show how it stands now.
    onError: () => refresh(['getImport']),
  });
}

/** Facts that a person states about how a file is read; null: to be found out. */
export type ReadingChoice = Partial<ImportReading>;

export function useReading(slug: string, id: string) {
  return useAct(slug, (body: ReadingChoice) => readImportAnew({ path: { slug, id }, body, throwOnError: true }));
}

/** Has the server fetch a file from the web. */
export function useFromUrl(slug: string) {
  return useAct(slug, (body: { url: string; like?: string }) =>
    importFromUrl({ path: { slug }, body, headers: once(), throwOnError: true }),
  );
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

/** Mends cells of lines; each call waits for the one before it, so that the last word on a cell stays the last. */
export function useFixLines(slug: string, id: string) {
  return useMutation({
    scope: { id: `fixes ${id}` },
    mutationFn: (fixes: LineFix[]) => fixImportLines({ path: { slug, id }, body: { fixes }, throwOnError: true }),
    onSuccess: ({ data: { counts } }) => {
      queries.setQueryData(getImportQueryKey({ path: { slug, id } }), (now: Import | undefined) => now && { ...now, counts });
      // The lines in sight stay where they are; other cards ask anew when they are opened.
      const ofLines = ({ queryKey }: { queryKey: readonly unknown[] }) => keyOf(queryKey)?._id === 'listImportLines';
      queries.removeQueries({ predicate: ofLines, type: 'inactive' });
      void queries.invalidateQueries({ predicate: ofLines, refetchType: 'none' });
      void refresh(['listImportProblems'], id);
    },
    onError: () => refresh(['getImport'], id),
  });
}

/** One answer for many lines: the server goes through all of them and the screen follows. */
export function useFixColumn(slug: string, id: string) {
  return useAct(slug, (body: ColumnFix) => fixImportColumn({ path: { slug, id }, headers: once(), body, throwOnError: true }));
}
