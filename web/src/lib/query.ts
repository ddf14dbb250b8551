import { QueryClient } from '@tanstack/react-query';
import { asApiError } from './api';

/** Server state. Pushed events say when it is old, so nothing is refetched merely because time passed. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => (asApiError(error)?.retryable ?? false) && failures < 2,
    },
    mutations: { retry: false },
  },
});

interface GeneratedKey {
  _id: string;
  path?: { slug?: string; id?: string };
}

/** The generated client's key of a query: its operation and the path it was asked with. */
export function keyOf(queryKey: readonly unknown[]): GeneratedKey | null {
  const [first] = queryKey;
  if (typeof first !== 'object' || first === null || !('_id' in first)) return null;
  return first as GeneratedKey;
}

/** Marks as old every query of these operations (camelCase ids), of one resource when `id` is given. */
export async function refresh(operations: readonly string[], id?: string): Promise<void> {
  await queries.invalidateQueries({
    predicate: ({ queryKey }) => {
      const key = keyOf(queryKey);
      if (key === null || !operations.includes(key._id)) return false;
      return id === undefined || key.path?.id === id;
    },
  });
}
