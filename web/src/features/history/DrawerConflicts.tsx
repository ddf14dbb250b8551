import { listConflicts } from '@leadgen/client';
import { listConflictsInfiniteQueryKey } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '@/lib/paging';
import { Conflicts } from '@/ui/Conflicts';
import { ErrorState } from '@/ui/states';
import styles from './OperationDrawer.module.css';
import { useText } from './text';

/** What an undo left alone because somebody changed it later. */
export function DrawerConflicts({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const path = { slug, id };
  const conflicts = useInfiniteQuery(
    pages(listConflictsInfiniteQueryKey({ path }), (query, signal) =>
      listConflicts({ path, query, signal, throwOnError: true }),
    ),
  );
  const items = conflicts.data?.pages.flatMap((page) => page.items) ?? [];
  if (conflicts.isError && items.length === 0) {
    return <ErrorState error={conflicts.error} retry={() => void conflicts.refetch()} />;
  }
  if (items.length === 0) return null;
  return (
    <section className={styles.conflicts} aria-label={t('drawer.conflicts')}>
      <h3>{t('drawer.conflicts')}</h3>
      <p>{t('drawer.conflictsDetail')}</p>
      <Conflicts slug={slug} conflicts={items} total={items.length} />
      {conflicts.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={conflicts.isFetchingNextPage}
          onClick={() => void conflicts.fetchNextPage()}
        >
          {t('drawer.more')}
        </Button>
      )}
    </section>
  );
}
