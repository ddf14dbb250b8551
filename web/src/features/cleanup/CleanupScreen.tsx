import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useWorkspace } from '@/lib/workspace';
import type { Selection } from '@/lib/handed';
import { Page } from '@/ui/Page';
import { Preview } from './Preview';
import { useText } from './text';
import { Wish } from './Wish';

/** Values that are there put right: what to look for, every change it would make, then what was made. */
export function CleanupScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { kind = 'contact', filter, preview } = useSearch({ from: '/w/$slug/cleanup' });
  const handed = useLocation({ select: ({ state }) => state.selection });
  const navigate = useNavigate({ from: '/w/$slug/cleanup' });
  const go = useCallback(
    (id: string | undefined) =>
      void navigate({
        to: '.',
        search: { ...(kind === 'company' && { kind }), ...(filter !== undefined && { filter }), ...(id !== undefined && { preview: id }) },
        state: (now) => now,
      }),
    [navigate, kind, filter],
  );
  const selection: Selection = handed ?? (filter === undefined ? {} : { filter: filter as { [key: string]: unknown } });
  return (
    <Page title={t('title')}>
      {preview === undefined ? (
        <Wish key={kind} slug={slug} kind={kind} selection={selection} onPreview={go} />
      ) : (
        <Preview key={preview} slug={slug} id={preview} onAgain={() => go(undefined)} />
      )}
    </Page>
  );
}
