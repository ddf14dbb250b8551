/** Where the keys lead among the lines: pure, so that the table only asks. */
import type { ImportLine } from '@leadgen/client';

/** A cell: the line's place in the list, and the column's place among those shown. */
export interface Spot {
  row: number;
  column: number;
}

export interface Size {
  rows: number;
  columns: number;
}

/** Rows that Page Up and Page Down pass over. */
const PAGE = 10;

/** The next spot for a key, or null when the key does not move. */
export function moved({ row, column }: Spot, key: string, jump: boolean, size: Size): Spot | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to: Record<string, Spot> = {
    ArrowUp: { row: jump ? 0 : row - 1, column },
    ArrowDown: { row: jump ? last.row : row + 1, column },
    ArrowLeft: { row, column: jump ? 0 : column - 1 },
    ArrowRight: { row, column: jump ? last.column : column + 1 },
    Home: { row: jump ? 0 : row, column: 0 },
    End: { row: jump ? last.row : row, column: last.column },
    PageUp: { row: row - PAGE, column },
    PageDown: { row: row + PAGE, column },
  };
  const spot = to[key];
  if (spot === undefined) return null;
  return { row: between(spot.row, last.row), column: between(spot.column, last.column) };
}

function between(value: number, last: number): number {
  return Math.max(0, Math.min(last, value));
}

/** The first bad cell of the next line; its cell under this one where no single cell is to blame. */
export function nextBad(from: Spot, lines: readonly ImportLine[], columns: readonly { index: number }[]): Spot {
  const row = Math.min(from.row + 1, lines.length - 1);
  return { row, column: badIn(lines[row], columns) ?? from.column };
}

/** The place of the first column in which a line has a problem. */
export function badIn(line: ImportLine | undefined, columns: readonly { index: number }[]): number | null {
  const at = columns.findIndex(({ index }) => line?.problems.some(({ column }) => column === index) ?? false);
  return at === -1 ? null : at;
}

/** A block of cells from a spreadsheet: rows and their cells. */
export function pasted(text: string): readonly (readonly string[])[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((row) => row.split('\t').map((cell) => cell.trim()));
}
