/** Merging all clusters that are sure enough: counted first, then begun and followed to its end. */
import {
  cancelOperation, getOperation, mergeDuplicates, type Operation, previewDuplicateMerges, type RecordKind,
} from '@leadgen/client';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { refresh } from '@/lib/query';

/** The stream tells of every chunk; this only bridges a stream that is away. */
const ASK_AGAIN_MS = 2000;

/** What would be merged, counted anew for each dialog. */
export function bulkOptions(slug: string, kind: RecordKind, least: number) {
  return queryOptions({
    queryKey: [{ _id: 'previewDuplicateMerges', path: { slug } }, kind, least] as const,
    queryFn: async ({ signal }) => {
      const { data } = await previewDuplicateMerges({ path: { slug }, body: { kind, least }, signal, throwOnError: true });
      return data;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
}

export interface Merging {
  begin: (least: number, preview: string) => void;
  /** What has begun, as far as it has come. */
  operation: Operation | undefined;
  isStarting: boolean;
  error: unknown;
  stop: () => void;
}

export function useMerging(slug: string, kind: RecordKind): Merging {
  const begun = useMutation({
    mutationFn: async ({ least, preview }: { least: number; preview: string }) => {
      const { data } = await mergeDuplicates({ path: { slug }, headers: once(), body: { kind, least, preview }, throwOnError: true });
      // Its end is told by the dialog; while it runs, what stands behind it is not asked for again and again.
      alreadyShown(data.id);
      return data;
    },
  });
  const id = begun.data?.id ?? '';
  const followed = useQuery({
    queryKey: [{ _id: 'getOperation', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getOperation({ path: { slug, id }, signal, throwOnError: true })).data,
    enabled: begun.data !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? ASK_AGAIN_MS : false),
  });
  const stop = useMutation({
    mutationFn: () => cancelOperation({ path: { slug, id }, headers: once(), body: { keep: true }, throwOnError: true }),
    onSettled: () => refresh(['getOperation', 'listOperations']),
  });
  return {
    begin: (least, preview) => begun.mutate({ least, preview }),
    operation: followed.data ?? begun.data,
    isStarting: begun.isPending,
    error: begun.error,
    stop: () => stop.mutate(),
  };
}
