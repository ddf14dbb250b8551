import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { GridSearch } from './search';

export type GridChanges = { [K in keyof GridSearch]: GridSearch[K] | undefined };

/** The state of the grid in the address, and the act that changes a part of it. */
export function useGridSearch(): [GridSearch, (changes: GridChanges) => void] {
  const search: GridSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: GridChanges) =>
      void navigate({ to: '.', search: (now: GridSearch) => ({ ...now, ...changes }), replace: true }),
    [navigate],
  );
  return [search, change];
}
