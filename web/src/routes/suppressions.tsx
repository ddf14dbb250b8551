import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { createSearch } from './search';
import { settingsRoute } from './settings';

/** What is looked for, and whether the dialog for a new one is open. */
function listSearch(search: Record<string, unknown>): { search?: string; create?: true } {
  const { search: words } = search;
  const isWords = typeof words === 'number' || (typeof words === 'string' && words !== '');
  return { ...createSearch(search), ...(isWords && { search: String(words) }) };
}

export const suppressionsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'do-not-contact',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/suppressions/SuppressionsSection'), 'SuppressionsSection'),
});
