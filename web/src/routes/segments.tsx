import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

const segmentsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'segments',
  component: lazyRouteComponent(() => import('@/features/records/segments/SegmentsScreen'), 'SegmentsScreen'),
});

export const segmentsRoutes = [segmentsRoute] as const;
