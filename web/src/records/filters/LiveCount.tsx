import type { RecordKind } from '@leadgen/client';
import { total as totalWords } from '@/lib/format';
import { useText } from './text';
import type { Live } from './useLive';
import styles from './Filters.module.css';

/** How many records a filter would find, what is wrong with it, and whether it took too long to count. */
export function LiveCount({ kind, live: { total, isSlow, problem }, isWhole }: { kind: RecordKind; live: Live; isWhole: boolean }) {
  const t = useText();
  if (!isWhole) return <p className={styles.count}>{t('edit.incomplete')}</p>;
  if (problem !== null) return <p className={styles.problem} role="alert">{problem.message}</p>;
  return (
    <p className={styles.count} role="status">
      {total === undefined ? t('edit.counting') : t(`edit.count.${kind}`, { count: total.exact ? total.value : 2, value: totalWords(total) })}
      {isSlow && total?.exact === false && <small>{t('edit.slow')}</small>}
    </p>
  );
}
