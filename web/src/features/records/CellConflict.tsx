import type { Field } from '@leadgen/client';
import { Button, Portal } from '@mantine/core';
import { useLayoutEffect, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import { agoExactly } from '@/lib/format';
import type { Spot } from './keyboard';
import { useText } from './text';
import type { Mark } from './cellMarks';
import { Value } from '@/records/Value';
import styles from './CellConflict.module.css';

interface CellConflictProps {
  ref: RefObject<HTMLDivElement | null>;
  spot: Spot;
  scroller: RefObject<HTMLElement | null>;
  field: Field;
  conflict: Extract<Mark, { kind: 'conflict' }>;
  onKeep: () => void;
  onOverwrite: () => void;
  /** Back to the cell. */
  onLeave: () => void;
}

/** Two people in one cell: both values beside it, to decide. Enter on the cell leads here, Esc back. */
export function CellConflict({ ref, spot, scroller, field, conflict, onKeep, onOverwrite, onLeave }: CellConflictProps) {
  const t = useText();
  const decided = (act: () => void) => () => {
    act();
    onLeave();
  };
  const place = useBeside(scroller, spot);
  const { theirs, mine } = conflict;
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onLeave();
  };
  return (
    <Portal>
      <div ref={ref} role="group" aria-label={t('conflict.title', { label: field.label })} className={styles.conflict} style={place} onKeyDown={onKeyDown}>
        <p>{t('conflict.said', { by: theirs.by, when: agoExactly(theirs.at) })}</p>
        <dl>
          <dt>{t('conflict.theirs')}</dt>
          <dd>{theirs.value === null ? t('cell.empty') : <Value field={field} value={theirs.value} />}</dd>
          <dt>{t('conflict.mine')}</dt>
          <dd>{mine === null ? t('cell.empty') : <Value field={field} value={mine} />}</dd>
        </dl>
        <div className={styles.acts}>
          <Button size="xs" variant="default" onClick={decided(onKeep)}>
            {t('conflict.keep')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={decided(onOverwrite)}>
            {t('conflict.overwrite')}
          </Button>
        </div>
      </div>
    </Portal>
  );
}

const WIDTH = 280;
const HEIGHT = 150;
const GAP = 4;

/** Under the cell, or above it where there is no room; it goes along when the grid is scrolled. */
function useBeside(scroller: RefObject<HTMLElement | null>, { row, column }: Spot): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden' });
  useLayoutEffect(() => {
    const element = scroller.current;
    const measure = () => {
      const cell = element?.querySelector(`[data-spot="${row}:${column}"]`)?.getBoundingClientRect();
      if (cell === undefined) return;
      const left = Math.max(GAP, Math.min(cell.left, window.innerWidth - WIDTH - GAP));
      const isLow = cell.bottom + HEIGHT > window.innerHeight;
      setPlace({ left, width: WIDTH, ...(isLow ? { bottom: window.innerHeight - cell.top + GAP } : { top: cell.bottom + GAP }) });
    };
    measure();
    element?.addEventListener('scroll', measure, { passive: true });
    return () => element?.removeEventListener('scroll', measure);
  }, [column, row, scroller]);
  return place;
}
