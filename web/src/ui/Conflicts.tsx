import type { Conflict } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import styles from './Conflicts.module.css';

interface ConflictsProps {
  slug: string;
  conflicts: readonly Conflict[];
  /** How many there are, when only the first are given. */
  total: number;
}

/** What an undo leaves alone: which record and field, and why. */
export function Conflicts({ slug, conflicts, total }: ConflictsProps) {
  const t = useCommon();
  const { data: fields } = useQuery(listFieldsOptions({ path: { slug } }));
  const labels = new Map(fields?.items.map(({ kind, key, label }) => [`${kind}.${key}`, label]));
  const rest = total - conflicts.length;
  return (
    <ul className={styles.list}>
      {conflicts.map(({ record_id: id, kind, record_label: record, field, reason, by_operation: by }) => (
        <li key={`${id}.${field ?? ''}`} className={styles.item}>
          <span>
            <b className={styles.record}>{record}</b>{' '}
            {field !== null && (labels.get(`${kind}.${field}`) ?? field)}
          </span>
          <span className={styles.reason}>
            {reason}
            {by !== null && ` · ${by.actor_name}: ${by.summary}`}
          </span>
        </li>
      ))}
      {rest > 0 && <li className={styles.reason}>{t('undoDialog.more', { count: rest, n: count(rest) })}</li>}
    </ul>
  );
}
