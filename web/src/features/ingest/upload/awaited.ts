/** Imports whose end this tab announces. Kept for the tab's session, so that a reload still hears of it. */
import { useSyncExternalStore } from 'react';

interface Awaited {
  slug: string;
  id: string;
}

const STORE = 'leadgen.awaited-imports';
const listeners = new Set<() => void>();
let awaited: readonly Awaited[] = stored();

function stored(): readonly Awaited[] {
  return JSON.parse(sessionStorage.getItem(STORE) ?? '[]') as Awaited[];
}

function change(next: readonly Awaited[]): void {
  awaited = next;
  sessionStorage.setItem(STORE, JSON.stringify(next));
  for (const listener of listeners) listener();
}

export function awaitEnd(slug: string, id: string): void {
  if (!awaited.some((one) => one.id === id)) change([...awaited, { slug, id }]);
}

export function forget(id: string): void {
  change(awaited.filter((one) => one.id !== id));
}

export function useAwaited(slug: string): readonly string[] {
  const all = useSyncExternalStore(subscribe, () => awaited);
  return all.filter((one) => one.slug === slug).map(({ id }) => id);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
