import type { Field, Row, Total } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { count } from '@/lib/format';
import { toast } from '@/ui/toast';
import { pinnedOffsets } from './columnLayout';
import { isEmpty, isExplained, type RecordFields } from '@/records/fields';
import { useGlance } from '@/records/useGlance';
import { GridHeader } from './GridHeader';
import { GridLines } from './GridLines';
import type { RowActs } from './GridRow';
import type { Head, Heads, Section } from './groups/lines';
import { useText as useGroupText } from './groups/text';
import { beside, type Spot, type Then } from './keyboard';
import type { Layout } from './layout';
import { columnsOf, repeated, rowsOf } from './ranges';
import type { Selecting } from './selection';
import { useText } from './text';
import { type GridFocus, ROW_HEIGHT, useGridFocus, useReturnOfFocus } from './useGrid';
import { useGridCells } from './useGridCells';
import { useGridKeys } from './useGridKeys';
import { useGridOutcome } from './useGridOutcome';
import { useGridPicks } from './useGridPicks';
import { useGridPointer } from './useGridPointer';
import { useHeldRows } from './useHeldRows';
import styles from './Grid.module.css';

const Glance = lazy(async () => ({ default: (await import('@/records/Glance')).Glance }));
const CellConflict = lazy(async () => ({ default: (await import('./CellConflict')).CellConflict }));
const NUMBER_WIDTH = 68;
const PINNED_SHARE = 0.6;
const LOAD_AHEAD_ROWS = 60;

export interface GridProps {
  slug: string;
  fields: RecordFields;
  layout: Layout;
  rows: readonly (Row | undefined)[];
  /** The lines among them that are heads of groups, and the rows of each group. */
  heads: Heads;
  sections: readonly Section[];
  group: Field | undefined;
  total: Total;
  /** A field's key, with a minus in front for descending. */
  sort: string;
  mayEdit: boolean;
  openId: string | undefined;
  selecting: Selecting;
  onSort: (sort: string | undefined) => void;
  onGroup: (key: string | null) => void;
  /** Opens or closes a group. */
  onToggle: (key: string) => void;
  /** Asks for more rows of a group. */
  onGrow: (key: string) => void;
  onOpen: (id: string | undefined) => void;
  /** Asked when the end of what is loaded comes near. */
  onNearEnd: () => void;
  /** Told which rows are in sight. */
  onLook: (from: number, to: number) => void;
  /** The records of these rows, also of those no longer in memory. */
  idsBetween: (from: number, to: number) => readonly string[];
  loadingMore: boolean;
  /** A slow filter is still being looked through. */
  isLooking: boolean;
}

/** The spreadsheet: virtual rows, one active cell with its range, editing in place. */
export function Grid(props: GridProps) {
  const { slug, fields, layout, group, total, sort, mayEdit, openId, selecting, onSort, onGroup, onToggle, onGrow, onOpen, onNearEnd, onLook, idsBetween, loadingMore, isLooking } = props;
  const t = useText();
  const groups = useGroupText();
  const scroller = useRef<HTMLDivElement>(null);
  const { shown } = layout;
  const [{ rows, heads, sections }, hold] = useHeldRows(props);
  const grid = useGridFocus(scroller, rows, shown.length, group === undefined ? 0 : 1);
  const { active, box, range, editing, setEditing, focus, window: near } = grid;
  useEffect(() => hold(editing !== null), [editing, hold]);

  useEffect(() => {
    onLook(near.from, near.to);
    if (near.to > rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [near.from, near.to, rows.length, onNearEnd, onLook]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [sort, group]);
  const openAt = openId === undefined ? -1 : rows.findIndex((row) => row?.id === openId);
  const { show } = grid;
  useEffect(() => {
    if (openAt !== -1) show(openAt);
  }, [openAt, show]);
  useReturnOfFocus(openId, () => focus(active));

  const isWaiting = loadingMore || isLooking;
  const row = rows[active.row];
  const field = shown[active.column]?.field;
  const here = row === undefined || field === undefined ? null : { row, field };
  const mayEditField = (one: Field) => mayEdit && one.editable && one.kind === fields.kind;
  const { writes, write } = useGridOutcome({ slug, fields, rows, shown, grid, group });
  const cells = useGridCells({ rows, heads, shown, mayEditField, write });
  const picks = useGridPicks(selecting, idsBetween);
  const conflict = here === null || editing !== null ? undefined : writes.marks.get(here.row.id)?.[here.field.key];
  const decide = useRef<HTMLDivElement>(null);
  const onHead = ({ kind, group: { key }, isOpen }: Head, line: number) => {
    if (kind === 'more') return onGrow(key);
    // What is closed from amid its rows would leave other ones in their place.
    if (isOpen && (scroller.current?.scrollTop ?? 0) > line * ROW_HEIGHT) scroller.current?.scrollTo({ top: line * ROW_HEIGHT });
    return onToggle(key);
  };
  const keys = useGridKeys({
    grid, cells, head: heads.get(active.row), onHead, size: { rows: rows.length, columns: shown.length }, here, mayEditField, onOpen,
    onPick: () => picks.rows(box.top, box.bottom),
    onUnpick: picks.clear,
    onUndo: () => writes.undoLast(() => toast(t('grid.nothingToUndo'))),
    onDecide: () => {
      decide.current?.querySelector('button')?.focus();
      return conflict?.kind === 'conflict';
    },
  });
  const pointer = useGridPointer(grid, (from, to) => {
    cells.fill(repeated(from, to));
    grid.choose(to);
  });
  const { glance, onKey, listeners } = useGlance(editing !== null || range !== null);
  const looked = glance === null ? null : sourceOf(slug, fields, rows[glance.spot.row], shown[glance.spot.column]?.field);

  const leave = (spot: Spot, then: Then) => {
    if (then !== 'gone') focus(beside(spot, then, rows.length, shown.length));
  };
  const acts: RowActs = { focus, edit: setEditing, save: cells.save, leave, onOpen, mayEditField, pick: picks.pick };
  const offsets = useMemo(() => pinnedOffsets(shown, NUMBER_WIDTH, window.innerWidth * PINNED_SHARE), [shown]);
  const standingLeft = offsets.reduce<number>((sum, left, at) => (left === null ? sum : sum + (shown[at]?.width ?? 0)), NUMBER_WIDTH);
  return (
    <>
    <div
      ref={scroller}
      role={group === undefined ? 'grid' : 'treegrid'}
      className={styles.grid}
      aria-label={t(`${fields.kind}.grid`)}
      aria-description={group === undefined ? t('grid.help') : `${t('grid.help')} ${groups('help')}`}
      aria-rowcount={total.exact && group === undefined ? total.value + 1 : -1}
      aria-colcount={shown.length + 1}
      aria-multiselectable
      aria-readonly={!mayEdit}
      data-grouped={group !== undefined || undefined}
      data-picking={selecting.selection.mode !== 'none' || undefined}
      style={{
        '--columns': `${NUMBER_WIDTH}px ${shown.map(({ width }) => `${width}px`).join(' ')}`,
        '--number-width': `${NUMBER_WIDTH}px`,
        scrollPaddingLeft: standingLeft,
      }}
      {...listeners}
      {...keys}
      {...pointer.listeners}
      onPointerMove={(event) => {
        listeners.onPointerMove(event);
        pointer.listeners.onPointerMove(event);
      }}
      onKeyDown={(event) => {
        onKey();
        keys.onKeyDown(event);
      }}
    >
      <GridHeader layout={layout} offsets={offsets} sort={sort} group={group?.key} active={active} selecting={selecting} total={total} onSort={onSort} onGroup={onGroup} onFocus={focus} />
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT + (isWaiting ? ROW_HEIGHT : 0), width: NUMBER_WIDTH + shown.reduce((sum, { width }) => sum + width, 0) }}>
        <GridLines
          slug={slug}
          fields={fields}
          rows={rows}
          heads={heads}
          sections={sections}
          group={group}
          shown={shown}
          offsets={offsets}
          grid={grid}
          ghost={pointer.ghost}
          marks={writes.marks}
          selecting={selecting}
          openId={openId}
          mayEdit={mayEdit}
          acts={acts}
          onHead={onHead}
        />
        {isWaiting && (
          <div className={styles.more} style={{ top: rows.length * ROW_HEIGHT }} role="presentation">
            {t(isLooking ? 'grid.looking' : 'grid.more')}
          </div>
        )}
      </div>
      {glance !== null && looked !== null && (
        <Suspense fallback={null}>
          <Glance cell={glance.cell} {...looked} />
        </Suspense>
      )}
    </div>
    <Announced range={range} />
    {here !== null && conflict?.kind === 'conflict' && (
      <Suspense fallback={null}>
        <CellConflict
          ref={decide}
          spot={active}
          scroller={scroller}
          field={here.field}
          conflict={conflict}
          onKeep={() => writes.keepTheirs(here.row.id, here.field.key)}
          onOverwrite={() => cells.save(here.row, here.field, conflict.theirs.value, conflict.mine)}
          onLeave={() => focus(active)}
        />
      </Suspense>
    )}
    </>
  );
}

/** How big the range is, for those who do not see it; the picked rows are told by their bar. */
function Announced({ range }: Pick<GridFocus, 'range'>) {
  const t = useText();
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {range !== null && t('grid.range', { rows: count(rowsOf(range)), columns: count(columnsOf(range)) })}
    </VisuallyHidden>
  );
}

/** Whose evidence tells where a shown value comes from, or why there is none; null where nothing is known of it. */
function sourceOf(slug: string, fields: RecordFields, row: Row | undefined, field: Field | undefined) {
  if (row === undefined || field === undefined) return null;
  if (isEmpty(row.values[field.key]) && !isExplained(row.states[field.key])) return null;
  const id = field.kind === fields.kind ? row.id : row.company?.id;
  return id === undefined ? null : { field, target: { slug, kind: field.kind, id } };
}
