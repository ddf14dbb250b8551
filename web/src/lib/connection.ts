/** Whether the server answers, told by the calls themselves: a browser that is offline still reaches this machine. */
import { getHealth } from '@leadgen/client';
import { useEffect, useSyncExternalStore } from 'react';
import { whenAnswered } from './api';
import { queries } from './query';

const AGAIN_MS = 3000;
let lost = false;
const listeners = new Set<() => void>();

whenAnswered((answered) => {
  if (lost === !answered) return;
  lost = !answered;
  for (const listener of listeners) listener();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True while no call gets through. Asks by itself until one does, then loads again what is on the screen. */
export function useConnectionLost(): boolean {
  const isLost = useSyncExternalStore(subscribe, () => lost);
  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setInterval(() => void getHealth(), AGAIN_MS);
    return () => {
      clearInterval(timer);
      void queries.invalidateQueries();
    };
  }, [isLost]);
  return isLost;
}
