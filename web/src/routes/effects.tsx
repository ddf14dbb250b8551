import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

const unknownRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'unknown',
  component: lazyRouteComponent(() => import('@/features/effects/UnknownScreen'), 'UnknownScreen'),
});

export const effectsRoutes = [unknownRoute] as const;
