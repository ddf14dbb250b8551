import type { Row } from '@leadgen/client';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useRowWindow } from '@/ui/useRowWindow';
import { HEADER, moved, type Size, type Spot } from './keyboard';
import { type Box, boxOf, isSingle } from './ranges';

export const ROW_HEIGHT = 34;
const rowAt = (top: number) => Math.floor(top / ROW_HEIGHT);
const OVERSCAN = 12;

/** The cell that is being edited, with what was typed and refused before. */
export interface Editing {
  id: string;
  key: string;
  draft?: string;
  refusal?: string;
}

export interface GridFocus {
  active: Spot;
  /** The cells that are acted on: the active one, or the range that begins with it. */
  box: Box;
  /** The same where it is more than the active cell. */
  range: Box | null;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** Makes a cell the active one and gives it the keyboard; the range is given up. */
  focus: (spot: Spot) => void;
  /** Draws the range from the active cell to this one. */
  extend: (spot: Spot) => void;
  /** Makes these cells the range and the first of them the active one. */
  choose: (box: Box) => void;
  /** Makes a row the active one and brings it into view; the keyboard stays where it is. */
  show: (row: number) => void;
  /** Moves as a key says, or draws the range on; false when the key does not move. */
  move: (key: string, how: { jump: boolean; extend: boolean }) => boolean;
  /** Indexes of the rows to draw, and the first and last of them in or near sight. */
  standing: readonly number[];
  window: { from: number; to: number };
}

interface Place {
  active: Spot;
  /** The other end of the range. */
  head: Spot;
  /** The record of the active cell: it is followed when rows come or go above it. */
  id: string | undefined;
  /** By how many rows others moved it so far: the view goes along. */
  shifted: number;
}

/**
 * The one active cell of a grid, the range, what is being edited, and which rows stand in the page. `covered`: how
 * many of the rows in sight have something standing over them.
 */
export function useGridFocus(scroller: RefObject<HTMLDivElement | null>, rows: readonly (Row | undefined)[], columns: number, covered: number): GridFocus {
  const [kept, setPlace] = useState<Place>({ active: { row: 0, column: 0 }, head: { row: 0, column: 0 }, id: undefined, shifted: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const wanted = useRef<'active' | 'head' | null>(null);
  const latest = useRef(rows);
  useLayoutEffect(() => {
    latest.current = rows;
  });
  const found = followed(kept, rows);
  if (found !== kept) setPlace(found);
  const { active, head, shifted } = inside(found, rows.length, columns);
  const scrolled = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollBy(0, (shifted - scrolled.current) * ROW_HEIGHT);
    scrolled.current = shifted;
  }, [shifted, scroller]);

  const { from, to } = useRowWindow({ scroller, count: rows.length, rowAt, overscan: OVERSCAN });
  const set = useCallback((one: Spot, other: Spot, follow: 'active' | 'head') => {
    wanted.current = follow;
    setPlace((now) => ({ active: { ...one }, head: { ...other }, id: latest.current[one.row]?.id, shifted: now.shifted }));
  }, []);
  const focus = useCallback((spot: Spot) => set(spot, spot, 'active'), [set]);
  const choose = useCallback(
    ({ top, left, bottom, right }: Box) => set({ row: top, column: left }, { row: bottom, column: right }, 'active'),
    [set],
  );
  const extend = useCallback((spot: Spot) => {
    wanted.current = 'head';
    setPlace((now) => (now.head.row === spot.row && now.head.column === spot.column ? now : { ...now, head: { ...spot } }));
  }, []);
  const show = useCallback(
    (row: number) => {
      setPlace((now) => {
        const spot = { row, column: now.active.column };
        return { active: spot, head: spot, id: latest.current[row]?.id, shifted: now.shifted };
      });
      reveal(scroller, row, covered);
    },
    [scroller, covered],
  );
  useEffect(() => {
    if (wanted.current === null) return;
    const spotOf = ({ row, column }: Spot) => scroller.current?.querySelector<HTMLElement>(`[data-spot="${row}:${column}"]`);
    if (wanted.current === 'active') spotOf(active)?.focus({ preventScroll: true });
    (spotOf(wanted.current === 'head' ? head : active) ?? null)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    wanted.current = null;
  }, [active, head, scroller]);
  const move = (key: string, how: { jump: boolean; extend: boolean }) => {
    const size: Size = { rows: rows.length, columns, page: pageOf(scroller.current, covered) };
    const next = moved(how.extend ? head : active, key, how.jump, size);
    if (next === null) return false;
    if (!how.extend || active.row === HEADER) focus(next);
    else extend({ ...next, row: Math.max(0, next.row) });
    return true;
  };
  const box = boxOf(active, active.row === HEADER ? active : head);
  return {
    active, box, range: isSingle(box) ? null : box, editing, setEditing, focus, extend, choose, show, move,
    standing: standingRows(from, to, [active.row, head.row]), window: { from, to },
  };
}

/** Scrolls no further than needed for a row to be in sight. */
function reveal(scroller: RefObject<HTMLElement | null>, row: number, covered: number): void {
  const element = scroller.current;
  if (element === null) return;
  const top = row * ROW_HEIGHT;
  const visible = element.clientHeight - 2 * ROW_HEIGHT;
  const covering = covered * ROW_HEIGHT;
  if (top < element.scrollTop + covering) element.scrollTo({ top: top - covering });
  else if (top > element.scrollTop + visible) element.scrollTo({ top: top - visible });
}

function pageOf(scroller: HTMLElement | null, covered: number): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / ROW_HEIGHT) - 2 - covered);
}

/** The place by its record, not its number: rows that others add or remove above it do not move what is active. */
function followed(place: Place, rows: readonly (Row | undefined)[]): Place {
  const { active, head, id } = place;
  const there = rows[active.row];
  if (id === undefined || active.row === HEADER || there === undefined || there.id === id) return place;
  const row = nearest(rows, id, active.row);
  if (row === -1) return { ...place, id: there.id };
  const by = row - active.row;
  return { active: { ...active, row }, head: { ...head, row: head.row + by }, id, shifted: place.shifted + by };
}

/** A record may stand in several groups: it is followed to the place that is nearest. */
function nearest(rows: readonly (Row | undefined)[], id: string, from: number): number {
  let found = -1;
  rows.forEach((row, at) => {
    if (row?.id === id && (found === -1 || Math.abs(at - from) < Math.abs(found - from))) found = at;
  });
  return found;
}

function inside(place: Place, rows: number, columns: number): Place {
  const bounded = (spot: Spot) => ({
    row: Math.min(spot.row, Math.max(rows - 1, HEADER)),
    column: Math.min(spot.column, Math.max(0, columns - 1)),
  });
  const active = bounded(place.active);
  const head = bounded(place.head);
  const same = (one: Spot, other: Spot) => one.row === other.row && one.column === other.column;
  return same(active, place.active) && same(head, place.head) ? place : { ...place, active, head };
}

/** The rows in the window, and those with an end of the range wherever they are: the keyboard must not fall out of the grid. */
function standingRows(from: number, to: number, ends: readonly number[]): number[] {
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  const away = [...new Set(ends)].filter((row) => row >= 0 && (row < from || row >= to));
  return [...rows, ...away].toSorted((one, other) => one - other);
}

/** When the drawer closes, the keyboard is back in the cell it came from. */
export function useReturnOfFocus(openId: string | undefined, giveBack: () => void): void {
  const before = useRef(openId);
  useEffect(() => {
    if (before.current !== undefined && openId === undefined) giveBack();
    before.current = openId;
  });
}
