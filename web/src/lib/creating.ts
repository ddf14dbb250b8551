import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Whether the dialog for a new one is open: it stands in the address, so that a link or the palette can open it. */
export function useCreating(): [boolean, (open: boolean) => void] {
  const { create }: { create?: true } = useSearch({ strict: false });
  const navigate = useNavigate();
  const ask = useCallback(
    (open: boolean) =>
      void navigate({ to: '.', search: (now: object) => ({ ...now, create: open ? (true as const) : undefined }), replace: true }),
    [navigate],
  );
  return [create === true, ask];
}
