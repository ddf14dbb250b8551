import type { Suppression } from '@leadgen/client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import styles from './suppressions.module.css';
import { useText } from './text';

interface SuppressionsTableProps {
  slug: string;
  items: readonly Suppression[];
  onRemove: ((suppression: Suppression) => void) | null;
  /** Loads older ones; null at the end. */
  more: (() => void) | null;
  loadingMore: boolean;
}

export function SuppressionsTable({ slug, items, onRemove, more, loadingMore }: SuppressionsTableProps) {
  const t = useText();
  return (
    <>
      <div className={styles.frame}>
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption')}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('who')}</th>
              <th role="columnheader">{t('why')}</th>
              <th role="columnheader">{t('by')}</th>
              <th role="columnheader">{t('since')}</th>
              <th role="columnheader">
                <span className={styles.unseen}>{t('acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {items.map((one) => (
              <Row key={one.id} slug={slug} one={one} onRemove={onRemove} />
            ))}
          </tbody>
        </table>
      </div>
      {more !== null && (
        <div className={list.foot}>
          <Button onClick={more} loading={loadingMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

interface RowProps {
  slug: string;
  one: Suppression;
  onRemove: SuppressionsTableProps['onRemove'];
}

function Row({ slug, one, onRemove }: RowProps) {
  const t = useText();
  const why = [t(`reasons.${one.reason}`), one.note].filter(Boolean).join(' · ');
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={`${list.wide} ${styles.who}`}>
        <span className={styles.value} data-erased={one.value === null || undefined} title={one.value ?? undefined}>
          {one.value ?? t('erased')}
        </span>
        <span className={styles.sub}>{t(`kinds.${one.kind}`)}</span>
      </td>
      <td role="cell" className={`${list.muted} ${list.wide}`} title={why}>
        {one.operation_id === null ? (
          why
        ) : (
          <Link to="/w/$slug/history" params={{ slug }} search={{ operation: one.operation_id }} className={styles.link}>
            {why}
          </Link>
        )}
      </td>
      <td role="cell" className={list.muted}>{one.created_by_name || t('program')}</td>
      <td role="cell" className={list.muted}>
        <When at={one.created_at} />
      </td>
      <td role="cell" className={styles.acts}>
        {onRemove !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t('removeOf', { value: one.value ?? t('erased') })}
            onClick={() => onRemove(one)}
          >
            {t('remove')}
          </Button>
        )}
      </td>
    </tr>
  );
}
