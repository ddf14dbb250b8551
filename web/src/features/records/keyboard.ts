/** Where the keys lead in a grid: pure, so that the grid only asks. */
import type { Spot } from '@/records/useGlance';

export type { Spot };

export const HEADER = -1;

export interface Size {
  rows: number;
  columns: number;
  /** Rows that fit on the screen. */
  page: number;
}

/** The next spot for a key, or null when the key does not move. */
export function moved(from: Spot, key: string, jump: boolean, size: Size): Spot | null {
  const to = target(from, key, jump, size);
  if (to === null) return null;
  return {
    row: Math.min(size.rows - 1, Math.max(HEADER, to.row)),
    column: Math.min(size.columns - 1, Math.max(0, to.column)),
  };
}

function target({ row, column }: Spot, key: string, jump: boolean, { rows, columns, page }: Size): Spot | null {
  switch (key) {
    case 'ArrowUp':
      return { row: jump ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: jump ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: jump ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: jump ? columns - 1 : column + 1 };
    case 'Home':
      return { row: jump ? 0 : row, column: 0 };
    case 'End':
      return { row: jump ? rows - 1 : row, column: columns - 1 };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'PageDown':
      return { row: row + page, column };
    default:
      return null;
  }
}

/** What a key does in a grid beside moving. */
export type Act =
  | 'edit' | 'open' | 'back' | 'clear' | 'fillDown' | 'fillRight' | 'undo' | 'selectAll' | 'pickRow' | 'selectColumn';

export interface Press {
  key: string;
  /** Ctrl, or the command key of a Mac. */
  command: boolean;
  shift: boolean;
}

export function actOf({ key, command, shift }: Press): Act | null {
  if (command) return shift ? null : (WITH_COMMAND[key.toLowerCase()] ?? null);
  if (key === ' ') return shift ? 'pickRow' : 'open';
  return ALONE[key] ?? null;
}

const ALONE: { readonly [key: string]: Act | undefined } = {
  Enter: 'edit',
  F2: 'edit',
  Escape: 'back',
  Delete: 'clear',
  Backspace: 'clear',
};

const WITH_COMMAND: { readonly [key: string]: Act | undefined } = {
  a: 'selectAll',
  d: 'fillDown',
  r: 'fillRight',
  z: 'undo',
  ' ': 'selectColumn',
};

/** A key that writes a letter, and so begins to replace the value. */
export function isLetter({ key, command }: Press): boolean {
  return !command && [...key].length === 1 && key !== ' ';
}

/** Where the keyboard goes after an edit: it stays, to a neighbour, or has gone elsewhere already. */
export type Then = 'stay' | 'next' | 'previous' | 'below' | 'above' | 'gone';

/** The cell that an edit leads to. */
export function beside({ row, column }: Spot, then: Then, rows: number, columns: number): Spot {
  const down = then === 'below' ? 1 : then === 'above' ? -1 : 0;
  const aside = then === 'next' ? 1 : then === 'previous' ? -1 : 0;
  return {
    row: Math.min(rows - 1, Math.max(0, row + down)),
    column: Math.min(columns - 1, Math.max(0, column + aside)),
  };
}
