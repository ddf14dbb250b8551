import { getOperation, type Operation, verifyContacts } from '@leadgen/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { once } from '@/lib/api';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { OPERATIONS, type Target } from '@/records/calls';

/** The stream tells when it is done; this only bridges a stream that is away. */
const ASK_AGAIN_MS = 1000;

/** Has one record's address checked, and shows what was found as soon as it is known. */
export function useCheck({ slug, id, kind }: Target): { check: () => void; isChecking: boolean } {
  const sentence = useErrorSentence();
  const begun = useMutation({
    mutationFn: async () => {
      const body = { selection: { ids: [id] }, expected: 1 };
      return (await verifyContacts({ path: { slug }, headers: once(), body, throwOnError: true })).data;
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  const state = useStateOf(slug, begun.data);
  useEffect(() => {
    if (state === undefined || state === 'running') return;
    const { list, get, timeline, evidence } = OPERATIONS[kind];
    void refresh([list, get, timeline, evidence, 'listOperations']);
  }, [state, kind]);
  return { check: () => begun.mutate(), isChecking: begun.isPending || state === 'running' };
}

function useStateOf(slug: string, begun: Operation | undefined): Operation['state'] | undefined {
  const id = begun?.id ?? '';
  const { data } = useQuery({
    queryKey: [{ _id: 'getOperation', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getOperation({ path: { slug, id }, signal, throwOnError: true })).data,
    enabled: begun?.state === 'running',
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? ASK_AGAIN_MS : false),
  });
  return (data ?? begun)?.state;
}
