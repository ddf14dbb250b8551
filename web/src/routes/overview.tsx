import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute, sessionOrNull } from './root';
import { createSearch } from './search';

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  validateSearch: createSearch,
  beforeLoad: async ({ location }) => {
    if ((await sessionOrNull()) === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import('@/features/overview/OverviewScreen'), 'OverviewScreen'),
});

export const overviewRoutes = [overviewRoute] as const;
