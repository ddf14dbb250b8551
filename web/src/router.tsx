import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './lib/longSearch';
import { routeTree } from './routes/tree';
import { Failure } from './shell/Root';

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: Failure,
  defaultPendingMs: 150,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
