import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ASKED_STEPS, STATE_GROUPS, VERDICTS, type AskedStep, type LineFilter, type StateGroup } from '@/features/ingest/state';
import { workspaceRoute } from './root';

/** Which imports the list shows. */
export interface ImportsSearch {
  search?: string;
  state?: StateGroup;
}

function importsSearch({ search, state }: Record<string, unknown>): ImportsSearch {
  const known = (Object.keys(STATE_GROUPS) as StateGroup[]).find((one) => one === state);
  return { ...words('search', search), ...(known !== undefined && { state: known }) };
}

const importsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports',
  validateSearch: importsSearch,
  component: lazyRouteComponent(() => import('@/features/ingest/ImportsScreen'), 'ImportsScreen'),
});

/** Where the cells come from if not from a file, and the import whose choices they follow. */
export interface NewImportSearch {
  from?: 'paste' | 'url';
  like?: string;
}

function newImportSearch({ from, like }: Record<string, unknown>): NewImportSearch {
  return { ...((from === 'paste' || from === 'url') && { from }), ...words('like', like) };
}

const newImportRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports/new',
  validateSearch: newImportSearch,
  component: lazyRouteComponent(() => import('@/features/ingest/NewImportScreen'), 'NewImportScreen'),
});

/** What the address of an import may ask for; everything else follows from its state. */
export interface ImportSearch extends Partial<LineFilter> {
  step?: AskedStep;
}

function importSearch({ step, verdict, column, problem, search }: Record<string, unknown>): ImportSearch {
  const known = VERDICTS.find((one) => one === verdict);
  const asked = ASKED_STEPS.find((one) => one === step);
  return {
    ...(asked !== undefined && { step: asked }),
    ...(known !== undefined && { verdict: known }),
    ...(typeof column === 'number' && { column }),
    ...words('problem', problem),
    ...words('search', search),
  };
}

/** A text of the address; one that looks like a number has been read as one. */
function words<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? ({ [key]: String(value) } as { [K in Key]: string }) : {};
}

const importRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'imports/$id',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('@/features/ingest/ImportScreen'), 'ImportScreen'),
});

export const importsRoutes = [importsRoute, newImportRoute, importRoute] as const;
