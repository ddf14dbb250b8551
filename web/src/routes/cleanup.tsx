import type { RecordKind } from '@leadgen/client';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';

export interface CleanupSearch {
  kind?: RecordKind;
  /** As in the address of a list. */
  filter?: object;
  /** A preview that was begun. */
  preview?: string;
}

function cleanupSearch({ kind, filter, preview }: Record<string, unknown>): CleanupSearch {
  return {
    ...(kind === 'company' && { kind }),
    ...(typeof filter === 'object' && filter !== null && { filter }),
    ...(typeof preview === 'string' && { preview }),
  };
}

const cleanupRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'cleanup',
  validateSearch: cleanupSearch,
  component: lazyRouteComponent(() => import('@/features/cleanup/CleanupScreen'), 'CleanupScreen'),
});

export const cleanupRoutes = [cleanupRoute] as const;
