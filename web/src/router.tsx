import { createRouter } from '@tanstack/react-router';
import { routeTree } from './routes/tree';
import { Failure } from './shell/Root';

export const router = createRouter({
  routeTree,
  defaultErrorComponent: Failure,
  defaultPendingMs: 150,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
