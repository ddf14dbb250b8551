/** A range of cells: pure, so that keys, mouse and clipboard mean the same by it. */
import type { Spot } from './keyboard';

/** Edges of a range of cells, all of them inside. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The cells between two, whichever comes first. */
export function boxOf(one: Spot, other: Spot): Box {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}

export function isSingle({ top, bottom, left, right }: Box): boolean {
  return top === bottom && left === right;
}

export function rowsOf({ top, bottom }: Box): number {
  return bottom - top + 1;
}

export function columnsOf({ left, right }: Box): number {
  return right - left + 1;
}

/** All cells of a range, row by row. */
export function* spotsOf(box: Box): Generator<Spot> {
  for (let row = box.top; row <= box.bottom; row += 1) {
    for (let column = box.left; column <= box.right; column += 1) yield { row, column };
  }
}

/** What a row has to draw of a range: its columns, and whether the range begins or ends in it. As text, to compare. */
export function spanOf(box: Box | null, row: number): string | null {
  if (box === null || row < box.top || row > box.bottom) return null;
  return `${box.left}:${box.right}:${row === box.top ? 't' : ''}${row === box.bottom ? 'b' : ''}`;
}

/** Which edges of the range a cell of the row has, some of "tblr"; null outside of the range. */
export function edgesOf(span: string | null, column: number): string | null {
  if (span === null) return null;
  const [left = '', right = '', ends = ''] = span.split(':');
  if (column < Number(left) || column > Number(right)) return null;
  return `${ends}${column === Number(left) ? 'l' : ''}${column === Number(right) ? 'r' : ''}`;
}

/** One cell that takes the value of another. */
export interface Copy {
  from: Spot;
  to: Spot;
}

/** Ctrl-D: every row of the range takes the first one's values; of a single row the one above. */
export function filledDown(box: Box): Copy[] {
  const first = box.top === box.bottom ? box.top - 1 : box.top;
  if (first < 0) return [];
  return [...spotsOf({ ...box, top: first + 1 })].map((to) => ({ from: { row: first, column: to.column }, to }));
}

/** Ctrl-R: every column takes the first one's values; a single column those of the one to its left. */
export function filledRight(box: Box): Copy[] {
  const first = box.left === box.right ? box.left - 1 : box.left;
  if (first < 0) return [];
  return [...spotsOf({ ...box, left: first + 1 })].map((to) => ({ from: { row: to.row, column: first }, to }));
}

/** Where the fill handle of a range leads when it is let go over a cell: down, up or to a side, never over a corner. */
export function stretched(box: Box, over: Spot): Box {
  const down = Math.max(over.row - box.bottom, box.top - over.row, 0);
  const aside = Math.max(over.column - box.right, box.left - over.column, 0);
  if (down === 0 && aside === 0) return box;
  if (down >= aside) return { ...box, top: Math.min(box.top, over.row), bottom: Math.max(box.bottom, over.row) };
  return { ...box, left: Math.min(box.left, over.column), right: Math.max(box.right, over.column) };
}

/** The cells that stretching adds, each with the one of the range that it repeats. */
export function repeated(box: Box, to: Box): Copy[] {
  const inside = ({ row, column }: Spot) => row >= box.top && row <= box.bottom && column >= box.left && column <= box.right;
  return [...spotsOf(to)]
    .filter((spot) => !inside(spot))
    .map((spot) => ({
      from: {
        row: box.top + wrapped(spot.row - box.top, rowsOf(box)),
        column: box.left + wrapped(spot.column - box.left, columnsOf(box)),
      },
      to: spot,
    }));
}

function wrapped(offset: number, size: number): number {
  return ((offset % size) + size) % size;
}
