import type { RecordKind, Row, Total } from '@leadgen/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { listOptions, type ListQuery } from './calls';

export interface Records {
  rows: readonly Row[];
  total: Total | null;
  loading: boolean;
  loadingMore: boolean;
  error: unknown;
  retry: () => void;
  /** Asks for the next page, unless there is none or it is on its way. */
  more: () => void;
}

/** The rows of a list as far as they were scrolled, page by page behind a cursor. */
export function useRecords(slug: string, kind: RecordKind, query: ListQuery): Records {
  const { data, error, isPending, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage, refetch, isError } =
    useInfiniteQuery({
      ...listOptions(slug, kind, query),
      // A new order shows the old rows until the new ones are there: nothing jumps, no focus is lost.
      placeholderData: keepPreviousData,
    });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    loading: isPending,
    loadingMore: isFetchingNextPage,
    error,
    retry: () => void (data === undefined ? refetch() : fetchNextPage()),
    more,
  };
}
