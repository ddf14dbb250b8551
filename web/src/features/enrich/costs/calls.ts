/** What enrichment cost, and the runs behind it. */
import { getCosts, listCostRuns } from '@leadgen/client';
import { client } from '@leadgen/client/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { pages } from '@/lib/paging';
import type { CostsSearch } from './search';
import type { Span } from './spans';

export type Cut = CostsSearch & Span;

export function costsOptions(slug: string, query: Cut) {
  return queryOptions({
    queryKey: [{ _id: 'getCosts', path: { slug } }, query] as const,
    queryFn: async ({ signal }) => (await getCosts({ path: { slug }, query, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function costRunsOptions(slug: string, cut: Cut) {
  return pages([{ _id: 'listCostRuns', path: { slug } }, cut], (cursor, signal) =>
    listCostRuns({ path: { slug }, query: { ...cut, ...cursor }, signal, throwOnError: true }),
  );
}

export function fileOf(slug: string, query: Cut): string {
  return client.buildUrl({ url: '/api/v1/workspaces/{slug}/enrichment/costs/export', path: { slug }, query: { ...query } });
}
