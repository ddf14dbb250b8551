import type { Total } from '@leadgen/client';
import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { total as totalWords } from '@/lib/format';
import { isNumeric } from '@/records/fields';
import { type Drop, Grip, Mover } from './GridGrips';
import { HEADER, type Spot } from './keyboard';
import type { Layout, ShownColumn } from './layout';
import type { Selecting } from './selection';
import { useText } from './text';
import styles from './Grid.module.css';

const GridColumnMenu = lazy(async () => ({ default: (await import('./GridColumnMenu')).GridColumnMenu }));
const KEY_STEP = 16;

interface GridHeaderProps {
  layout: Layout;
  offsets: readonly (number | null)[];
  sort: string;
  /** The key of the field the rows are grouped by. */
  group: string | undefined;
  active: Spot;
  selecting: Selecting;
  total: Total;
  onSort: (sort: string | undefined) => void;
  onGroup: (key: string | null) => void;
  onFocus: (spot: Spot) => void;
}

/** Column names: press to sort, drag the grip to reorder, the edge to widen; the arrow opens the rest. */
export function GridHeader({ layout, offsets, sort, group, active, selecting, total, onSort, onGroup, onFocus }: GridHeaderProps) {
  const [over, setOver] = useState<Drop | null>(null);
  const { shown } = layout;
  /** Puts a column where another one stands. */
  const move = (key: string, target: string) => {
    const order = layout.all.map((field) => field.key);
    if (key !== target) layout.move(key, order.indexOf(target));
  };
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <div role="columnheader" aria-colindex={1} className={styles.number}>
          <PickAll selecting={selecting} total={total} />
        </div>
        {shown.map((one, column) => (
          <HeaderCell
            key={one.field.key}
            column={one}
            place={column}
            offset={offsets[column] ?? null}
            layout={layout}
            sort={sort}
            isGroup={one.field.key === group}
            over={over?.key === one.field.key ? over.side : null}
            active={active.row === HEADER && active.column === column}
            onSort={onSort}
            onGroup={onGroup}
            onFocus={() => onFocus({ row: HEADER, column })}
            onMoveBy={(by) => {
              const target = shown[column + by];
              if (target === undefined || target.pinned !== one.pinned) return;
              move(one.field.key, target.field.key);
              onFocus({ row: HEADER, column: column + by });
            }}
            onOver={setOver}
            onDrop={(drop) => {
              const order = layout.all.map((field) => field.key).filter((key) => key !== one.field.key);
              if (drop.key !== one.field.key) layout.move(one.field.key, order.indexOf(drop.key) + (drop.side === 'after' ? 1 : 0));
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** Everything that the list matches, not only what is loaded. */
function PickAll({ selecting, total }: { selecting: Selecting; total: Total }) {
  const t = useText();
  const box = useRef<HTMLInputElement>(null);
  const { mode } = selecting.selection;
  const isAll = selecting.selection.mode === 'all' && selecting.selection.except.size === 0;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mode !== 'none' && !isAll;
  }, [mode, isAll]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.pick}
      aria-label={t('grid.pickAll', { total: totalWords(total) })}
      checked={isAll}
      onChange={() => (isAll ? selecting.clear() : selecting.all())}
    />
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
  column: ShownColumn;
  place: number;
  offset: number | null;
  layout: Layout;
  sort: string;
  isGroup: boolean;
  /** On which side a dragged column would be put. */
  over: Drop['side'] | null;
  active: boolean;
  onSort: (sort: string | undefined) => void;
  onGroup: (key: string | null) => void;
  onFocus: () => void;
  onMoveBy: (by: number) => void;
  onOver: (drop: Drop | null) => void;
  onDrop: (drop: Drop) => void;
}

function HeaderCell({ column, place, offset, layout, sort, isGroup, over, active, onSort, onGroup, onFocus, onMoveBy, onOver, onDrop }: HeaderCellProps) {
  const t = useText();
  const { field, width } = column;
  const [menu, setMenu] = useState(false);
  const direction = directionOf(sort, field.key);
  const turn = () => field.sortable && onSort(nextSort(sort, field.key));
  const resize = (by: number) => layout.resize(field.key, width + by);
  const onKeyDown = (event: KeyboardEvent) => {
    if (menu) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.altKey && step !== undefined) resize(step * KEY_STEP);
    else if (event.ctrlKey && event.shiftKey && step !== undefined) onMoveBy(step);
    else if (event.key === 'ContextMenu' || (event.altKey && event.key === 'ArrowDown') || (event.shiftKey && event.key === 'F10')) setMenu(true);
    else if (event.key === 'Enter' || event.key === ' ') turn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const chevron = (
    <button
      type="button"
      tabIndex={-1}
      className={styles.menu}
      aria-label={t('grid.column', { label: field.label })}
      aria-haspopup="menu"
      aria-expanded={menu}
      onClick={(event) => {
        event.stopPropagation();
        onFocus();
        setMenu(true);
      }}
    >
      <IconChevronDown size={14} stroke={1.5} aria-hidden />
    </button>
  );
  return (
    <div
      role="columnheader"
      aria-label={field.label}
      aria-colindex={place + 2}
      aria-sort={field.sortable ? direction : undefined}
      className={styles.head}
      data-spot={`${HEADER}:${place}`}
      data-column={field.key}
      data-pinned={offset !== null || undefined}
      data-numeric={isNumeric(field) || undefined}
      data-sortable={field.sortable || undefined}
      data-over={over ?? undefined}
      tabIndex={active ? 0 : -1}
      title={field.description}
      style={offset === null ? undefined : { left: offset }}
      onClick={() => {
        onFocus();
        turn();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onFocus();
        setMenu(true);
      }}
      onKeyDown={onKeyDown}
    >
      <Mover pinned={column.pinned} onOver={onOver} onDrop={onDrop} />
      <span className={styles.headLabel}>{field.label}</span>
      {direction === 'ascending' && <IconArrowUp size={14} stroke={1.5} aria-hidden />}
      {direction === 'descending' && <IconArrowDown size={14} stroke={1.5} aria-hidden />}
      {!menu && chevron}
      {menu && (
        <Suspense fallback={chevron}>
          <GridColumnMenu
            target={chevron}
            field={field}
            layout={layout}
            direction={direction}
            isGroup={isGroup}
            onSort={onSort}
            onGroup={onGroup}
            onMoveBy={onMoveBy}
            onClose={() => {
              setMenu(false);
              onFocus();
            }}
          />
        </Suspense>
      )}
      <Grip onResize={resize} />
    </div>
  );
}
