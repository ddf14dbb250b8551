import type { Field } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { isNumeric } from './fields';
import { HEADER, type Spot } from './keyboard';
import type { Layout } from './layout';
import { useText } from './text';
import styles from './Grid.module.css';

const KEY_STEP = 16;

interface GridHeaderProps {
  layout: Layout;
  sort: string;
  active: Spot;
  onSort: (sort: string | undefined) => void;
  onFocus: (spot: Spot) => void;
}

/** Column names: press to sort, Alt with an arrow or the grip to widen. */
export function GridHeader({ layout, sort, active, onSort, onFocus }: GridHeaderProps) {
  const t = useText();
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <div role="columnheader" aria-colindex={1} className={styles.number}>
          <VisuallyHidden>{t('grid.number')}</VisuallyHidden>
        </div>
        {layout.shown.map(({ field, width }, column) => (
          <HeaderCell
            key={field.key}
            field={field}
            column={column}
            direction={directionOf(sort, field.key)}
            active={active.row === HEADER && active.column === column}
            onSort={() => field.sortable && onSort(nextSort(sort, field.key))}
            onFocus={() => onFocus({ row: HEADER, column })}
            onResize={(by) => layout.resize(field.key, width + by)}
          />
        ))}
      </div>
    </div>
  );
}

type Direction = 'ascending' | 'descending' | 'none';

function directionOf(sort: string, key: string): Direction {
  if (sort === key) return 'ascending';
  return sort === `-${key}` ? 'descending' : 'none';
}

/** Up, then down, then the list's own order. */
function nextSort(sort: string, key: string): string | undefined {
  if (sort === key) return `-${key}`;
  return sort === `-${key}` ? undefined : key;
}

interface HeaderCellProps {
  field: Field;
  column: number;
  direction: Direction;
  active: boolean;
  onSort: () => void;
  onFocus: () => void;
  onResize: (by: number) => void;
}

function HeaderCell({ field, column, direction, active, onSort, onFocus, onResize }: HeaderCellProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (event.altKey && step !== undefined) onResize(step);
    else if (event.key === 'Enter' || event.key === ' ') onSort();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="columnheader"
      aria-colindex={column + 2}
      aria-sort={field.sortable ? direction : undefined}
      className={styles.head}
      data-spot={`${HEADER}:${column}`}
      data-first={column === 0 || undefined}
      data-numeric={isNumeric(field) || undefined}
      data-sortable={field.sortable || undefined}
      tabIndex={active ? 0 : -1}
      title={field.description}
      onClick={() => {
        onFocus();
        onSort();
      }}
      onKeyDown={onKeyDown}
    >
      <span className={styles.headLabel}>{field.label}</span>
      {direction === 'ascending' && <IconArrowUp size={14} stroke={1.5} aria-hidden />}
      {direction === 'descending' && <IconArrowDown size={14} stroke={1.5} aria-hidden />}
      <Grip onResize={onResize} />
    </div>
  );
}

/** The right edge of a header; for the pointer only, since the keyboard has Alt and the arrows. */
function Grip({ onResize }: { onResize: (by: number) => void }) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const done = (end: globalThis.PointerEvent) => {
      grip.style.transform = '';
      grip.removeEventListener('pointermove', follow);
      onResize(end.clientX - from);
    };
    const follow = (now: globalThis.PointerEvent) => {
      grip.style.transform = `translateX(${now.clientX - from}px)`;
    };
    grip.addEventListener('pointermove', follow);
    grip.addEventListener('pointerup', done, { once: true });
  };
  return (
    <span className={styles.grip} onPointerDown={start} onClick={(event) => event.stopPropagation()} aria-hidden />
  );
}
