import type { RecordKind } from '@leadgen/client';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

/** Of which records; contacts where the address says nothing. */
function healthSearch({ kind }: Record<string, unknown>): { kind?: RecordKind } {
  return kind === 'company' ? { kind } : {};
}

const healthRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'health',
  validateSearch: healthSearch,
  component: lazyRouteComponent(() => import('@/features/health/HealthScreen'), 'HealthScreen'),
});

export const healthRoutes = [healthRoute] as const;
