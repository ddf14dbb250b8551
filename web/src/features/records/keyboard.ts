/** Where the keys lead in a grid: pure, so that the grid only asks. */

export const HEADER = -1;

/** A cell by position; row -1 is the header. */
export interface Spot {
  row: number;
  column: number;
}

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
