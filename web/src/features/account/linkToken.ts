/** The secret of a link that was mailed or handed over, read once and taken out of the address. */
import { useEffect, useState } from 'react';

function takeToken(): string {
  const token = window.location.hash.slice(1);
  // Neither the history of the browser nor a screenshot keeps it.
  if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}

// By page. Survives a second mount of the screen, never a load of the page.
const kept = new Map<string, string>();

function keep(page: string, fallback: string): string {
  const token = takeToken() || fallback;
  kept.set(page, token);
  return token;
}

/** The token of the link, also when the link is pasted into a tab that already shows this screen. */
export function useLinkToken(): string {
  const page = window.location.pathname;
  const [token, setToken] = useState(() => keep(page, kept.get(page) ?? ''));
  useEffect(() => {
    const take = () => setToken((now) => keep(page, now));
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [page]);
  return token;
}

/** Once it was used, no later visit of the page finds it. */
export function forgetLinkTokens(): void {
  kept.clear();
}
