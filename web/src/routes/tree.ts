import { accountRoutes } from './account';
import { cleanupRoutes } from './cleanup';
import { duplicatesRoutes } from './duplicates';
import { effectsRoutes } from './effects';
import { healthRoutes } from './health';
import { historyRoutes } from './history';
import { importsRoutes } from './imports';
import { overviewRoutes } from './overview';
import { recordRoutes } from './records';
import { indexRoute, rootRoute, workspaceIndexRoute, workspaceRoute } from './root';
import { segmentsRoutes } from './segments';
import { settingsRoute, settingsSections } from './settings';
import { suppressionsRoute } from './suppressions';
import { webhookRoutes } from './webhooks';

export const routeTree = rootRoute.addChildren([
  indexRoute,
  ...accountRoutes,
  ...overviewRoutes,
  workspaceRoute.addChildren([
    workspaceIndexRoute,
    ...recordRoutes,
    ...segmentsRoutes,
    ...importsRoutes,
    ...duplicatesRoutes,
    ...cleanupRoutes,
    ...healthRoutes,
    ...historyRoutes,
    ...effectsRoutes,
    settingsRoute.addChildren([...settingsSections, suppressionsRoute, ...webhookRoutes]),
  ]),
]);
