/** What one screen hands to the next because it is too long for the address; the browser's history keeps it. */
import type { Selection } from '@leadgen/client';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Records picked in a list. */
    selection?: Selection;
  }
}

export type { Selection };
