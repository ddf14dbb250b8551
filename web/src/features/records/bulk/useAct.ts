/** An act on a selection: counted, begun, followed to its end, with its undo in the notice. */
import { cancelOperation, getOperation, type Operation } from '@leadgen/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { asApiError, once } from '@/lib/api';
import { count } from '@/lib/format';
import { refresh } from '@/lib/query';
import { toast } from '@/ui/toast';
import { useUndoToast } from '@/ui/undo';
import { OPERATIONS } from '@/records/calls';
import { type Act, change, countOf, TRASHED, type Selected } from './calls';
import { useText } from './text';

/** The stream tells of every chunk; this only bridges a stream that is away. */
const ASK_AGAIN_MS = 2000;

/** How many are selected, exactly; asked anew for each dialog. */
export function useCount(selected: Selected) {
  return useQuery({
    queryKey: [{ _id: 'countSelection', path: { slug: selected.slug } }, selected] as const,
    queryFn: ({ signal }) => countOf(selected, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

export interface Doing {
  /** Exactly how many; undefined while they are counted. */
  count: number | undefined;
  countError: unknown;
  begin: (act: () => Act | Promise<Act>) => void;
  /** What has begun, as far as it has come. */
  operation: Operation | undefined;
  isStarting: boolean;
  error: unknown;
  /** The set became another while the dialog stood open: it asks again with the new number. */
  hasChanged: boolean;
  stop: () => void;
}

/** `onDone` is called once, when all of it is done. */
export function useAct(selected: Selected, onDone: () => void): Doing {
  const counted = useCount(selected);
  const started = useMutation({
    mutationFn: async ({ act, expected }: { act: () => Act | Promise<Act>; expected: number }) => change(selected, expected, await act()),
    onError: (error) => {
      if (asApiError(error)?.code === 'selection_changed') void counted.refetch();
    },
  });
  const operation = useFollowed(selected.slug, started.data);
  const stop = useMutation({
    mutationFn: (id: string) =>
      cancelOperation({ path: { slug: selected.slug, id }, headers: once(), body: { keep: true }, throwOnError: true }),
    onSettled: () => refresh(['getOperation', 'listOperations']),
  });
  useEnd(selected, operation, onDone);
  const hasChanged = asApiError(started.error)?.code === 'selection_changed';
  return {
    count: counted.data,
    countError: counted.error,
    begin: (act) => counted.data !== undefined && started.mutate({ act, expected: counted.data }),
    operation,
    isStarting: started.isPending,
    error: hasChanged ? null : started.error,
    hasChanged,
    stop: () => operation !== undefined && stop.mutate(operation.id),
  };
}

function useFollowed(slug: string, begun: Operation | undefined): Operation | undefined {
  const { data } = useQuery({
    queryKey: [{ _id: 'getOperation', path: { slug, id: begun?.id ?? '' } }] as const,
    queryFn: async ({ signal }) => {
      const answer = await getOperation({ path: { slug, id: begun?.id ?? '' }, signal, throwOnError: true });
      return answer.data;
    },
    ...(begun !== undefined && { initialData: begun }),
    enabled: begun !== undefined && begun.state === 'running',
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? ASK_AGAIN_MS : false),
  });
  return begun === undefined ? undefined : (data ?? begun);
}

function useEnd({ slug, kind }: Selected, operation: Operation | undefined, onDone: () => void): void {
  const t = useText();
  const offerUndo = useUndoToast(slug);
  const told = useRef(false);
  useEffect(() => {
    if (operation === undefined || operation.state === 'running' || told.current) return;
    told.current = true;
    void refresh([OPERATIONS[kind].list, OPERATIONS[kind].total, OPERATIONS[kind].get, TRASHED[kind], 'listOperations', 'listLists']);
    if (operation.state === 'done') offerUndo(sentenceOf(t, operation), operation);
    else toast(t(operation.state === 'cancelled' ? 'act.stopped' : 'act.failed'), { tone: operation.state === 'failed' ? 'bad' : 'plain' });
    onDone();
  }, [operation, kind, offerUndo, onDone, t]);
}

function sentenceOf(t: ReturnType<typeof useText>, { summary, counts }: Operation): string {
  const conflicts = counts['conflicts'] ?? 0;
  const gone = counts['gone'] ?? 0;
  if (conflicts > 0) return t('act.conflicts', { summary, n: count(conflicts) });
  return gone > 0 ? t('act.gone', { summary, n: count(gone) }) : summary;
}
