import { QueryClient } from '@tanstack/react-query';
import { asApiError } from './api';

/** Longer than this is not waited for silently: the screen says so instead. */
const PATIENCE_MS = 5000;

/** How long before a repeat: as the server asks, else twice as long each time. */
function waitMs(failures: number, error: unknown): number {
  const asked = asApiError(error)?.retryAfterS ?? null;
  return asked === null ? 1000 * 2 ** failures : asked * 1000;
}

/** Server state. Pushed events say when it is old, so nothing is refetched merely because time passed. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => (asApiError(error)?.retryable ?? false) && failures < 2 && waitMs(failures, error) <= PATIENCE_MS,
      retryDelay: waitMs,
      // Whether the browser is online says nothing about a server on the same machine: the call itself shall tell.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
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

/** Drops from memory what was loaded of a workspace. */
export function forgetWorkspace(slug: string): void {
  queries.removeQueries({ predicate: ({ queryKey }) => keyOf(queryKey)?.path?.slug === slug });
}
