import type { ClusterCounts, RecordKind } from '@leadgen/client';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { total } from '@/lib/format';
import { ORDERS, STATES, type ClusterState, type OrderName } from './search';
import styles from './StateBar.module.css';
import { useText } from './text';
import type { Changes } from './useDuplicatesSearch';

interface StateBarProps {
  kind: RecordKind;
  state: ClusterState;
  sort: OrderName;
  counts: ClusterCounts | undefined;
  onChange: (changes: Partial<Changes>) => void;
  /** At the right end. */
  children?: ReactNode;
}

/** Which clusters are listed: of which kind of record, in which state, in which order. */
export function StateBar({ kind, state, sort, counts, onChange, children }: StateBarProps) {
  const t = useText();
  const tab = (label: ReactNode, changes: Partial<Changes>, isCurrent: boolean, key: string) => (
    <button key={key} type="button" className={styles.tab} aria-current={isCurrent ? 'true' : undefined} onClick={() => onChange({ ...changes, cluster: undefined })}>
      {label}
    </button>
  );
  return (
    <div className={styles.bar}>
      <nav className={styles.tabs} aria-label={t('kinds')}>
        {(['contact', 'company'] as const).map((one) => tab(t(`${one}.tab`), { kind: one === 'company' ? one : undefined, state: undefined }, one === kind, one))}
      </nav>
      <nav className={styles.tabs} aria-label={t('states')}>
        {STATES.map((one) =>
          tab(
            <>
              {t(`state.${one}`)}
              {counts !== undefined && counts[one].value > 0 && <span className={styles.count}>{total(counts[one])}</span>}
            </>,
            { state: one === 'open' ? undefined : one },
            one === state,
            one,
          ),
        )}
      </nav>
      <NativeSelect
        size="xs"
        className={styles.sort ?? ''}
        aria-label={t('sort.label')}
        value={sort}
        data={(Object.keys(ORDERS) as OrderName[]).map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ sort: value === 'unsure' || value === 'largest' ? value : undefined, cluster: undefined })}
      />
      <div className={styles.end}>{children}</div>
    </div>
  );
}
