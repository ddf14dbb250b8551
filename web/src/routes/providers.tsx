import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { settingsRoute } from './settings';

export const providersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'providers',
  component: lazyRouteComponent(() => import('@/features/providers/ProvidersSection'), 'ProvidersSection'),
});
