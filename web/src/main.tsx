import '@fontsource-variable/inter/wght.css';
import './theme/kit.css';
import './theme/tokens.css';
import './theme/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenForbidden, whenSignedOut } from './lib/api';
import { queries, refresh } from './lib/query';
import { router } from './router';
import { theme, variables } from './theme/theme';

// The server writes a fresh nonce into every page; styles made at run time carry it, or the policy drops them.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
setNonce(nonce);

whenSignedOut(() => {
  if (!router.state.location.pathname.startsWith('/w/')) return;
  queries.clear();
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
});

whenForbidden(() => void refresh(['getSession']));

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
