import type { LineVerdict } from '@leadgen/client';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { VERDICTS, type AskedStep } from '@/features/ingest/state';
import { workspaceRoute } from './root';

const importsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports',
  component: lazyRouteComponent(() => import('@/features/ingest/ImportsScreen'), 'ImportsScreen'),
});

const newImportRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports/new',
  component: lazyRouteComponent(() => import('@/features/ingest/NewImportScreen'), 'NewImportScreen'),
});

/** What the address of an import may ask for; everything else follows from its state. */
export interface ImportSearch {
  step?: AskedStep;
  verdict?: LineVerdict;
}

function importSearch({ step, verdict }: Record<string, unknown>): ImportSearch {
  const known = VERDICTS.find((one) => one === verdict);
  return {
    ...((step === 'columns' || step === 'matching') && { step }),
    ...(known !== undefined && { verdict: known }),
  };
}

const importRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports/$id',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('@/features/ingest/ImportScreen'), 'ImportScreen'),
});

export const importsRoutes = [importsRoute, newImportRoute, importRoute] as const;
