import { listDuplicates, listDuplicateScans, type RecordKind } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';

/** A scan that follows an import begins within seconds. */
const ASK_AGAIN_MS = 3000;

/** How many groups of probable duplicates an import has a record in; null until it is known. */
export function useDoubled(slug: string, kind: RecordKind, operationId: string): { groups: number; isLooking: boolean } | null {
  const { data } = useQuery({
    queryKey: [{ _id: 'listDuplicates.imported', path: { slug }, query: { kind, operation_id: operationId } }] as const,
    queryFn: async ({ signal }) => {
      const call = { path: { slug }, signal, throwOnError: true } as const;
      const [page, scans] = await Promise.all([
        listDuplicates({ ...call, query: { kind, operation_id: operationId, limit: 1 } }),
        listDuplicateScans({ ...call, query: { kind, limit: 1 } }),
      ]);
      const [newest] = scans.data.items;
      return { groups: page.data.counts.open.value, isLooking: newest !== undefined && newest.finished_at === null };
    },
    refetchInterval: ({ state }) => (state.data?.isLooking === true ? ASK_AGAIN_MS : false),
  });
  return data ?? null;
}
