import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

const runsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment',
  component: lazyRouteComponent(() => import('@/features/enrich/RunsScreen'), 'RunsScreen'),
});

const qualityRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/quality',
  component: lazyRouteComponent(() => import('@/features/enrich/QualityScreen'), 'QualityScreen'),
});

const runRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/$id',
  component: lazyRouteComponent(() => import('@/features/enrich/RunScreen'), 'RunScreen'),
});

export const enrichmentRoutes = [runsRoute, qualityRoute, runRoute] as const;
