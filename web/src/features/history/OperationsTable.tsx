import type { Operation } from '@leadgen/client';
import list from '@/ui/list.module.css';
import { Skeleton } from '@/ui/states';
import { useEndInSight, type More } from '@/ui/useEndInSight';
import styles from './History.module.css';
import { OperationRow } from './OperationRow';
import { useText } from './text';
import { actOn, type Act } from './words';

interface OperationsTableProps {
  slug: string;
  operations: readonly Operation[];
  openId: string | undefined;
  /** Asks whether to undo; null for those who may not. */
  onUndo: ((operation: Operation, act: Act) => void) | null;
  more: More;
}

export function OperationsTable({ slug, operations, openId, onUndo, more }: OperationsTableProps) {
  const t = useText();
  const end = useEndInSight(more);
  return (
    <>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('what')}</th>
            <th role="columnheader">{t('result')}</th>
            <th role="columnheader">{t('state')}</th>
            <th role="columnheader">{t('source')}</th>
            <th role="columnheader">{t('who')}</th>
            <th role="columnheader" className={list.number}>{t('when')}</th>
            <th role="columnheader">
              <span className={styles.unseen}>{t('act')}</span>
            </th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {operations.map((operation) => (
            <OperationRow
              key={operation.id}
              slug={slug}
              operation={operation}
              act={actOn(operation, operations.find(({ id }) => id === operation.undoes_id))}
              isOpen={operation.id === openId}
              onUndo={onUndo}
            />
          ))}
        </tbody>
      </table>
      <div ref={end}>
        {more.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('end')}</p>}
      </div>
    </>
  );
}
