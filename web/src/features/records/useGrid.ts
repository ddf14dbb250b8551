import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useRowWindow } from '@/ui/useRowWindow';
import { HEADER, moved, type Spot } from './keyboard';

export const ROW_HEIGHT = 34;
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
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** Makes a cell the active one and gives it the keyboard. */
  focus: (spot: Spot) => void;
  /** Makes a row the active one and brings it into view; the keyboard stays where it is. */
  show: (row: number) => void;
  /** Moves as a key says; false when the key does not move. */
  move: (key: string, jump: boolean) => boolean;
  /** Indexes of the rows to draw. */
  standing: readonly number[];
}

/** The one active cell of a grid, what is being edited, and which rows stand in the page. */
export function useGridFocus(scroller: RefObject<HTMLDivElement | null>, rows: number, columns: number): GridFocus {
  const [active, setActive] = useState<Spot>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const wanted = useRef(false);
  const window = useRowWindow({ scroller, count: rows, height: ROW_HEIGHT, overscan: OVERSCAN });
  const focus = useCallback((spot: Spot) => {
    wanted.current = true;
    setActive({ ...spot });
  }, []);
  const show = useCallback(
    (row: number) => {
      setActive((now) => ({ row, column: now.column }));
      const element = scroller.current;
      if (element === null) return;
      const top = row * ROW_HEIGHT;
      const visible = element.clientHeight - 2 * ROW_HEIGHT;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top > element.scrollTop + visible) element.scrollTo({ top: top - visible });
    },
    [scroller],
  );
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-spot="${active.row}:${active.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, scroller]);
  const move = (key: string, jump: boolean) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const to = moved(active, key, jump, { rows, columns, page });
    if (to !== null) focus(to);
    return to !== null;
  };
  const last = Math.max(rows - 1, HEADER);
  const inside = { row: Math.min(active.row, last), column: Math.min(active.column, Math.max(0, columns - 1)) };
  return { active: inside, editing, setEditing, focus, show, move, standing: standingRows(window.from, window.to, inside.row) };
}

/** The rows in the window, and the active one wherever it is: the keyboard must not fall out of the grid. */
function standingRows(from: number, to: number, active: number): number[] {
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (active < 0 || (active >= from && active < to)) return rows;
  return active < from ? [active, ...rows] : [...rows, active];
}
