import { accountRoutes } from './account';
import { cleanupRoutes } from './cleanup';
import { duplicatesRoutes } from './duplicates';
import { effectsRoutes } from './effects';
import { enrichmentRoutes } from './enrichment';
import { healthRoutes } from './health';
import { historyRoutes } from './history';
import { importsRoutes } from './imports';
import { offerRoute } from './offer';
import { overviewRoutes } from './overview';
import { providersRoute } from './providers';
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
    ...enrichmentRoutes,
    ...cleanupRoutes,
    ...healthRoutes,
    ...historyRoutes,
    ...effectsRoutes,
    settingsRoute.addChildren([...settingsSections, suppressionsRoute, providersRoute, offerRoute, ...webhookRoutes]),
  ]),
]);
