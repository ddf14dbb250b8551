import type { AuditEntry } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { Skeleton } from '@/ui/states';
import { useEndInSight, type More } from '@/ui/useEndInSight';
import { useText } from '../text';
import { useSentence } from './kinds';
import styles from './Audit.module.css';

interface AuditTableProps {
  slug: string;
  entries: readonly AuditEntry[];
  more: More;
}

export function AuditTable({ slug, entries, more }: AuditTableProps) {
  const t = useText();
  const end = useEndInSight(more);
  return (
    <div>
      <div className={styles.frame}>
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('audit.caption')}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('audit.what')}</th>
              <th role="columnheader">{t('audit.who')}</th>
              <th role="columnheader">{t('audit.address')}</th>
              <th role="columnheader" className={list.number}>{t('audit.when')}</th>
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {entries.map((entry) => (
              <AuditRow key={entry.id} slug={slug} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <div ref={end}>
        {more.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('audit.end')}</p>}
      </div>
    </div>
  );
}

function AuditRow({ slug, entry }: { slug: string; entry: AuditEntry }) {
  const sentence = useSentence()(entry);
  const { actor, address, at, operation_id: operation } = entry;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide} title={sentence}>
        {operation === null ? (
          sentence
        ) : (
          <Link className={list.link} to="/w/$slug/history" params={{ slug }} search={{ operation }}>
            {sentence}
          </Link>
        )}
      </td>
      <td role="cell" className={list.muted} title={actor.name}>{actor.name}</td>
      <td role="cell" className={`${list.muted} ${styles.address}`}>{address}</td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={at} />
      </td>
    </tr>
  );
}
