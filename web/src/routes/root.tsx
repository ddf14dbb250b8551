import { getSessionOptions, getSetupOptions, listFieldsOptions } from '@leadgen/client/query';
import { createRootRoute, createRoute, notFound, redirect } from '@tanstack/react-router';
import { asApiError } from '@/lib/api';
import { lastWorkspace, rememberWorkspace } from '@/lib/lastWorkspace';
import { permissionsOptions } from '@/lib/permissions';
import { queries } from '@/lib/query';
import { NotFound, Root } from '@/shell/Root';
import { Shell } from '@/shell/Shell';

export const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** `/` leads to the workspace of last time, for somebody without any to the overview that says so, to the sign-in, or says that the product waits for its owner. */
export const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    const session = await sessionOrNull();
    const last = lastWorkspace(session?.workspaces ?? []);
    if (last !== undefined) throw redirect({ to: '/w/$slug/contacts', params: { slug: last.slug } });
    if (session !== null) throw redirect({ to: '/overview' });
    const { needed } = await queries.fetchQuery(getSetupOptions());
    throw redirect({ to: needed ? '/welcome' : '/sign-in' });
  },
});

/** Everything inside a workspace: only for its members, and for nobody else does it exist. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/w/$slug',
  component: Shell,
  beforeLoad: async ({ params, location }) => {
    // Every screen reads the fields and the rights; they travel together with the session.
    void queries.prefetchQuery(listFieldsOptions({ path: { slug: params.slug } }));
    void queries.prefetchQuery(permissionsOptions(params.slug));
    const session = await sessionOrNull();
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
    if (!session.workspaces.some(({ slug }) => slug === params.slug)) throw notFound();
    rememberWorkspace(params.slug);
  },
});

export const workspaceIndexRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$slug/contacts', params });
  },
});

export async function sessionOrNull() {
  try {
    return await queries.ensureQueryData(getSessionOptions());
  } catch (error) {
    if (asApiError(error)?.status === 401) return null;
    throw error;
  }
}
