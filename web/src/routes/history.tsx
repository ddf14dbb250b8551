import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

/** Which operation is open beside the list. */
function historySearch({ operation }: Record<string, unknown>): { operation?: string } {
  return typeof operation === 'string' ? { operation } : {};
}

const historyRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('@/features/history/HistoryScreen'), 'HistoryScreen'),
});

export const historyRoutes = [historyRoute] as const;
