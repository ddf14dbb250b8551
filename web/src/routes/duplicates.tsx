import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { duplicatesSearch } from '@/features/duplicates/search';
import { workspaceRoute } from './root';

const duplicatesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'duplicates',
  validateSearch: duplicatesSearch,
  component: lazyRouteComponent(() => import('@/features/duplicates/DuplicatesScreen'), 'DuplicatesScreen'),
});

export const duplicatesRoutes = [duplicatesRoute] as const;
