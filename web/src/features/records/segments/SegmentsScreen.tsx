import type { Segment } from '@leadgen/client';
import { listListsOptions, listSegmentsOptions } from '@leadgen/client/query';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/lib/workspace';
import list from '@/ui/list.module.css';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ListRow } from './ListRow';
import { SegmentRow } from './SegmentRow';
import styles from './Segments.module.css';
import { useText } from './text';

/** Who is meant, by name: live segments, and the lists that records were put on. */
export function SegmentsScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { data, error, isPending, refetch } = useQuery(listSegmentsOptions({ path: { slug } }));
  const lists = useQuery(listListsOptions({ path: { slug } }));
  const segments = data?.items ?? [];
  const kept = lists.data?.items ?? [];
  const isEmpty = data !== undefined && segments.length === 0;
  return (
    <Page title={t('title')}>
      {isPending && <Skeleton lines={6} />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {isEmpty && kept.length === 0 && <Nothing slug={slug} />}
      {segments.length > 0 && <Segments slug={slug} segments={segments} />}
      {kept.length > 0 && (
        <section aria-label={t('lists')}>
          <h2 className={styles.heading}>
            {t('lists')} <small>{t('listsLead')}</small>
          </h2>
          <table className={`${list.list} ${styles.table} ${styles.lists}`} role="table" aria-label={t('caption.lists')}>
            <Head columns={['name', 'kind', 'count', 'made', 'acts']} />
            <tbody className={list.body} role="rowgroup">
              {kept.map((one) => (
                <ListRow key={one.id} slug={slug} list={one} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Page>
  );
}

function Segments({ slug, segments }: { slug: string; segments: readonly Segment[] }) {
  const t = useText();
  return (
    <section aria-label={t('segments')}>
      <h2 className={styles.heading}>
        {t('segments')} <small>{t('segmentsLead')}</small>
      </h2>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption.segments')}>
        <Head columns={['name', 'filter', 'kind', 'count', 'updated', 'acts']} />
        <tbody className={list.body} role="rowgroup">
          {segments.map((segment) => (
            <SegmentRow key={segment.id} slug={slug} segment={segment} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ColumnName = 'name' | 'filter' | 'kind' | 'count' | 'updated' | 'made' | 'acts';

function Head({ columns }: { columns: readonly ColumnName[] }) {
  const t = useText();
  return (
    <thead className={list.head} role="rowgroup">
      <tr className={list.row} role="row">
        {columns.map((column) => (
          <th key={column} scope="col" role="columnheader" className={column === 'count' ? list.number : undefined}>
            {column === 'acts' ? <span className={styles.hidden}>{t('column.acts')}</span> : t(`column.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Nothing({ slug }: { slug: string }) {
  const t = useText();
  return (
    <EmptyState
      icon={<IconUsersGroup size={20} stroke={1.5} aria-hidden />}
      title={t('empty')}
      detail={t('emptyDetail')}
      actions={
        <LinkButton to="/w/$slug/contacts" params={{ slug }}>
          {t('open')}
        </LinkButton>
      }
    />
  );
}
