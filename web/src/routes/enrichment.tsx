import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { costsSearch } from '@/features/enrich/costs/search';
import { triageSearch } from '@/features/enrich/triage/search';
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

const triageRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/triage',
  validateSearch: triageSearch,
  component: lazyRouteComponent(() => import('@/features/enrich/triage/TriageScreen'), 'TriageScreen'),
});

const triageRulesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/triage/rules',
  component: lazyRouteComponent(() => import('@/features/enrich/triage/RulesScreen'), 'RulesScreen'),
});

const costsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/costs',
  validateSearch: costsSearch,
  component: lazyRouteComponent(() => import('@/features/enrich/costs/CostsScreen'), 'CostsScreen'),
});

const runRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'enrichment/$id',
  component: lazyRouteComponent(() => import('@/features/enrich/RunScreen'), 'RunScreen'),
});

export const enrichmentRoutes = [runsRoute, qualityRoute, triageRoute, triageRulesRoute, costsRoute, runRoute] as const;
