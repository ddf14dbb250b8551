import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root';

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('@/features/account/Welcome'), 'Welcome'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('@/features/account/SignIn'), 'SignIn'),
});

const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('@/features/account/Forgot'), 'Forgot'),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('@/features/account/Reset'), 'Reset'),
});

const confirmEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('@/features/account/ConfirmEmail'), 'ConfirmEmail'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('@/features/account/Invitation'), 'Invitation'),
});

/** Where the person was going, and why a provider sent them back. */
function signInSearch({ next, problem }: Record<string, unknown>): { next?: string; problem?: string } {
  return { ...(isInside(next) && { next }), ...(typeof problem === 'string' && { problem }) };
}

/** Only paths of this site: a link must not send somebody elsewhere after the sign-in. */
function isInside(next: unknown): next is string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next);
}

export const accountRoutes = [
  welcomeRoute, signInRoute, forgotRoute, resetRoute, confirmEmailRoute, invitationRoute,
] as const;
