import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

/** Pages of a list by its cursor, over a call of the generated client. */
export function pages<Page extends { next_cursor: string | null }>(
  queryKey: QueryKey,
  call: (cursor: { cursor?: string }, signal: AbortSignal) => Promise<{ data: Page }>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await call(pageParam === null ? {} : { cursor: pageParam }, signal);
      return data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
