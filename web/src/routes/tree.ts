import { accountRoutes } from './account';
import { historyRoutes } from './history';
import { importsRoutes } from './imports';
import { recordRoutes } from './records';
import { indexRoute, rootRoute, workspaceIndexRoute, workspaceRoute } from './root';

export const routeTree = rootRoute.addChildren([
  indexRoute,
  ...accountRoutes,
  workspaceRoute.addChildren([workspaceIndexRoute, ...recordRoutes, ...importsRoutes, ...historyRoutes]),
]);
