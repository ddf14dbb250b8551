import type { RecordKind, Scan } from '@leadgen/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { count } from '@/lib/format';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { cancel, isRunning, LIST, scan, scanOptions, SCANS, WAITING } from './calls';
import { useText } from './text';

export interface Scanning {
  /** Undefined until it is known. */
  scans: readonly Scan[] | undefined;
  error: unknown;
  /** The one that runs. */
  running: Scan | undefined;
  /** The one that was begun last, whatever became of it. */
  newest: Scan | undefined;
  /** The last that came to its end. */
  last: Scan | undefined;
  begin: () => void;
  isStarting: boolean;
  cancel: () => void;
}

/** The scans of one kind of record: one is begun, followed and cancelled. When it ends the list loads anew. */
export function useScan(slug: string, kind: RecordKind): Scanning {
  const t = useText();
  const sentence = useErrorSentence();
  const { data, error } = useQuery(scanOptions(slug, kind));
  const failed = (problem: unknown) => toast(sentence(problem), { tone: 'bad' });
  const start = useMutation({ mutationFn: () => scan(slug, kind), onError: failed, onSettled: () => refresh([SCANS]) });
  const stop = useMutation({ mutationFn: (id: string) => cancel(slug, id), onError: failed, onSettled: () => refresh([SCANS]) });
  const running = data?.find(isRunning);
  const last = data?.find(({ state }) => state === 'done');
  const followed = useRef<string>(undefined);
  useEffect(() => {
    const before = followed.current;
    followed.current = running?.id;
    if (before === undefined || running !== undefined) return;
    void refresh([LIST, 'getDuplicate', WAITING]);
    const ended = data?.find(({ id }) => id === before);
    if (ended?.state === 'done' && ended.clusters !== null) toast(t('scan.done', { count: ended.clusters, n: count(ended.clusters) }));
  }, [data, running, t]);
  return {
    scans: data,
    error,
    running,
    newest: data?.[0],
    last,
    begin: () => start.mutate(),
    isStarting: start.isPending,
    cancel: () => running !== undefined && stop.mutate(running.id),
  };
}
