import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { DuplicatesSearch } from './search';

export type Changes = { [K in keyof DuplicatesSearch]: DuplicatesSearch[K] | undefined };

/** What the screen shows, and the act that changes a part of it. */
export function useDuplicatesSearch(): [DuplicatesSearch, (changes: Partial<Changes>) => void] {
  const search: DuplicatesSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Partial<Changes>) => void navigate({ to: '.', search: (now: object) => ({ ...now, ...changes }), replace: true }),
    [navigate],
  );
  return [search, change];
}
