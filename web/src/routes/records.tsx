import type { RecordKind } from '@leadgen/client';
import { createRoute } from '@tanstack/react-router';
import { listOptions } from '@/features/records/calls';
import { Companies, Contacts } from '@/features/records/screens';
import { gridSearch } from '@/features/records/search';
import { queries } from '@/lib/query';
import { workspaceRoute } from './root';

// The grids are where everybody lands: they come with the first file, and their rows are asked for at once.
const contactsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'contacts',
  validateSearch: gridSearch,
  loaderDeps: ({ search: { sort, operation } }) => ({ sort, operation }),
  loader: ({ params, deps }) => ask(params.slug, 'contact', deps),
  component: Contacts,
});

const companiesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'companies',
  validateSearch: gridSearch,
  loaderDeps: ({ search: { sort, operation } }) => ({ sort, operation }),
  loader: ({ params, deps }) => ask(params.slug, 'company', deps),
  component: Companies,
});

/** Starts the request and waits for nothing: the screen shows its own waiting. */
function ask(slug: string, kind: RecordKind, by: { sort: string | undefined; operation: string | undefined }): void {
  void queries.prefetchInfiniteQuery(listOptions(slug, kind, by));
}

export const recordRoutes = [contactsRoute, companiesRoute] as const;
