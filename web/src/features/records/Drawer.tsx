import type { Row, Total } from '@leadgen/client';
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, type KeyboardEvent } from 'react';
import { count, total as totalWords } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { Key } from '@/ui/marks';
import { ErrorState, Skeleton } from '@/ui/states';
import { recordOptions, type Target } from '@/records/calls';
import { DrawerHead } from './DrawerHead';
import { EvidenceTab } from '@/records/EvidenceTab';
import { nameOf, type RecordFields } from '@/records/fields';
import { Profile } from './Profile';
import type { GridSearch } from './search';
import { Tabs } from './Tabs';
import { useText } from './text';
import { Timeline } from './Timeline';
import styles from './Drawer.module.css';

const RemoveButton = lazy(async () => ({ default: (await import('./bulk/RemoveButton')).RemoveButton }));

interface DrawerProps {
  target: Target;
  tab: GridSearch['tab'];
  fields: RecordFields;
  rows: readonly (Row | undefined)[];
  total: Total | null;
  mayEdit: boolean;
  /** Asked for more rows where the next one is not loaded yet. */
  onNearEnd: () => void;
  onTab: (tab: GridSearch['tab']) => void;
  /** Opens another record, or none. */
  onGo: (id: string | undefined) => void;
}

/** One record over the list: J and K go through the rows, Esc goes back to them. */
export function Drawer({ target, tab, fields, rows, total, mayEdit, onNearEnd, onTab, onGo }: DrawerProps) {
  const t = useText();
  const common = useCommon();
  const panel = useRef<HTMLDivElement>(null);
  const { data: record, error, refetch } = useQuery(recordOptions(target));
  const at = rows.findIndex((row) => row?.id === target.id);
  const shown = record ?? rows[at];
  const name = (shown && nameOf(fields, shown)) ?? t('grid.nameless');
  useEffect(() => panel.current?.focus({ preventScroll: true }), [target.id]);
  // The address of a record that was merged leads to the one it is now.
  const ledTo = record?.merged_into;
  useEffect(() => {
    if (ledTo) onGo(ledTo);
  }, [ledTo, onGo]);

  const isEnd = at === rows.length - 1 && total !== null && total.exact && at + 1 >= total.value;
  const step = useStep({ rows, at, onGo, onNearEnd });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === 'Escape') onGo(undefined);
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={panel} className={styles.drawer} role="dialog" aria-label={t('drawer.label', { name })} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={styles.top}>
        {at !== -1 && total !== null && (
          <>
            <span>{t('drawer.position', { at: count(at + 1), total: totalWords(total) })}</span>
            <Step letter="K" label={t('drawer.previous')} disabled={at === 0} onPress={() => step(-1)} />
            <Step letter="J" label={t('drawer.next')} disabled={isEnd} onPress={() => step(1)} />
          </>
        )}
        <span className={styles.close} />
        {record !== undefined && (
          <Suspense fallback={null}>
            <RemoveButton target={target} onDone={() => onGo(rows[at + 1]?.id)} />
          </Suspense>
        )}
        <ActionIcon aria-label={common('act.close')} onClick={() => onGo(undefined)}>
          <IconX size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </div>
      {shown !== undefined && <DrawerHead target={target} fields={fields} record={shown} name={name} />}
      <Tabs
        label={t('drawer.label', { name })}
        value={tab ?? 'profile'}
        tabs={[
          { value: 'profile', label: t('drawer.profile') },
          { value: 'timeline', label: t('drawer.timeline') },
          { value: 'evidence', label: t('drawer.evidence') },
        ]}
        onChange={(value) => onTab(value === 'profile' ? undefined : value)}
      >
        {error !== null && record === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : tab === 'timeline' ? (
          <Timeline target={target} fields={fields} />
        ) : tab === 'evidence' ? (
          <EvidenceTab target={target} fields={fields} />
        ) : record === undefined ? (
          <Skeleton lines={8} />
        ) : (
          <Profile key={target.id} target={target} fields={fields} record={record} name={name} mayEdit={mayEdit} />
        )}
      </Tabs>
    </div>
  );
}

interface Stepping extends Pick<DrawerProps, 'rows' | 'onGo' | 'onNearEnd'> {
  at: number;
}

/** Goes to the record before or after; where that is not loaded yet, as soon as it is. */
function useStep({ rows, at, onGo, onNearEnd }: Stepping): (by: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const to = wanted.current === null ? undefined : rows[wanted.current];
    if (to === undefined) return;
    wanted.current = null;
    onGo(to.id);
  }, [rows, onGo]);
  return (by) => {
    wanted.current = null;
    if (at === -1 || at + by < 0) return;
    const to = rows[at + by];
    if (to !== undefined) return onGo(to.id);
    wanted.current = at + by;
    onNearEnd();
  };
}

function Step({ letter, label, disabled, onPress }: { letter: 'J' | 'K'; label: string; disabled: boolean; onPress: () => void }) {
  const Chevron = letter === 'K' ? IconChevronUp : IconChevronDown;
  return (
    <button type="button" className={styles.step} aria-label={label} aria-keyshortcuts={letter.toLowerCase()} title={label} disabled={disabled} onClick={onPress}>
      <Chevron size={16} stroke={1.5} aria-hidden />
      <span className={styles.key}>
        <Key>{letter}</Key>
      </span>
    </button>
  );
}
