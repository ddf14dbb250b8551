import { listOperations, type Operation } from '@leadgen/client';
import { listOperationsInfiniteQueryKey } from '@leadgen/client/query';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '@/lib/paging';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { UndoDialog } from '@/ui/UndoDialog';
import styles from './History.module.css';
import { OperationDrawer } from './OperationDrawer';
import { OperationsTable } from './OperationsTable';
import { useText } from './text';
import type { Act } from './words';

const FALLBACK_MS = 2000;

/** Everything that changed the workspace, and the way back from each of it. */
export function HistoryScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const navigate = useNavigate();
  const { operation: openId } = useSearch({ from: '/w/$slug/history' });
  const [undoing, setUndoing] = useState<{ operation: Operation; act: Act } | null>(null);
  const ask = may('undoOperation') ? (operation: Operation, act: Act) => setUndoing({ operation, act }) : null;
  const operations = useOperations(slug);
  const items = operations.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (operation?: string) =>
    void navigate({
      to: '/w/$slug/history',
      params: { slug },
      search: operation === undefined ? {} : { operation },
      replace: true,
    });
  return (
    <div className={styles.screen}>
      <Page title={t('title')}>
        {operations.isPending && <Skeleton />}
        {operations.isError && items.length === 0 && (
          <ErrorState error={operations.error} retry={() => void operations.refetch()} />
        )}
        {operations.isSuccess && items.length === 0 && <Nothing slug={slug} mayImport={may('uploadImport')} />}
        {items.length > 0 && (
          <OperationsTable
            slug={slug}
            operations={items}
            openId={openId}
            onUndo={ask}
            more={operations}
          />
        )}
      </Page>
      {openId !== undefined && (
        <OperationDrawer slug={slug} id={openId} onUndo={ask} onClose={() => show()} />
      )}
      {undoing !== null && <UndoDialog slug={slug} {...undoing} onClose={() => setUndoing(null)} />}
    </div>
  );
}

function useOperations(slug: string) {
  return useInfiniteQuery({
    ...pages(listOperationsInfiniteQueryKey({ path: { slug } }), (query, signal) =>
      listOperations({ path: { slug }, query, signal, throwOnError: true }),
    ),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => state === 'running')) ? FALLBACK_MS : false,
  });
}

function Nothing({ slug, mayImport }: { slug: string; mayImport: boolean }) {
  const t = useText();
  return (
    <EmptyState
      icon={<IconHistory size={18} stroke={1.5} aria-hidden />}
      title={t('emptyTitle')}
      detail={t('emptyDetail')}
      actions={
        mayImport && (
          <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>
            {t('emptyAct')}
          </LinkButton>
        )
      }
    />
  );
}
