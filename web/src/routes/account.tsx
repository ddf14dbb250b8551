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
  validateSearch: ({ next }): { next?: string } => (isInside(next) ? { next } : {}),
  component: lazyRouteComponent(() => import('@/features/account/SignIn'), 'SignIn'),
});

/** Only paths of this site: a link must not send somebody elsewhere after the sign-in. */
function isInside(next: unknown): next is string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next);
}

export const accountRoutes = [welcomeRoute, signInRoute] as const;
