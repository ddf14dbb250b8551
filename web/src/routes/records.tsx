import type { RecordKind } from '@leadgen/client';
import { createRoute } from '@tanstack/react-router';
import { type ListQuery, pageOptions } from '@/records/calls';
import { loadGrid } from '@/features/records/loadGrid';
import { Companies, Contacts } from '@/features/records/screens';
import { filterWith, gridSearch, type GridSearch } from '@/features/records/search';
import { queries } from '@/lib/query';
import { workspaceRoute } from './root';

// The grids are where everybody lands: they come with the first file, and their rows are asked for at once.
const contactsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'contacts',
  validateSearch: gridSearch,
  loaderDeps: ({ search }) => asked(search),
  loader: ({ params, deps }) => ask(params.slug, 'contact', deps),
  component: Contacts,
});

const companiesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'companies',
  validateSearch: gridSearch,
  loaderDeps: ({ search }) => asked(search),
  loader: ({ params, deps }) => ask(params.slug, 'company', deps),
  component: Companies,
});

/** What the address asks of the list; null where only the view knows, and where it stands in groups. */
function asked({ sort, operation, filter, q, view, group }: GridSearch): { list: ListQuery | null } {
  const whole = filterWith(filter, q);
  return { list: view !== undefined || typeof group === 'string' ? null : { sort, operation, ...(whole !== undefined && { filter: whole }) } };
}

/** A phone has cards instead of the grid. */
function isNarrow(): boolean {
  return window.matchMedia('(max-width: 699px)').matches;
}

/** Starts the request and waits for nothing: the screen shows its own waiting. */
function ask(slug: string, kind: RecordKind, { list }: { list: ListQuery | null }): void {
  if (!isNarrow()) void loadGrid();
  if (list !== null) void queries.prefetchQuery(pageOptions(slug, kind, list, null));
}

export const recordRoutes = [contactsRoute, companiesRoute] as const;
