/** Where a copied block goes in a grid, and what of it finds no place. Pure. */
import type { Block } from './clipboard';
import type { Spot } from './keyboard';
import { type Box, columnsOf, isSingle, rowsOf, spotsOf } from './ranges';

/** The server takes this many records in one operation, and so many cells fit into one request. */
export const MOST_ROWS = 1000;
export const MOST_CELLS = 8000;

export interface Placed {
  spot: Spot;
  text: string;
}

export interface Pasting {
  cells: Placed[];
  /** The cells that were pasted over: selected afterwards. */
  box: Box;
  /** Rows and columns of the block that the grid has no place for. */
  missing: { rows: number; columns: number };
}

/**
 * From the range's first cell to the right and down. A range that is so many times as big as the block is filled
 * with it; the one value of a one-celled block fills any range.
 */
export function pasted(block: Block, over: Box, size: { rows: number; columns: number }): Pasting {
  const height = block.length;
  const width = Math.max(1, ...block.map((row) => row.length));
  const wanted = isRepeated(over, height, width) ? over : { ...over, bottom: over.top + height - 1, right: over.left + width - 1 };
  const box = { ...wanted, bottom: Math.min(wanted.bottom, size.rows - 1), right: Math.min(wanted.right, size.columns - 1) };
  const cells = [...spotsOf(box)].map((spot) => ({
    spot,
    text: block[(spot.row - box.top) % height]?.[(spot.column - box.left) % width] ?? '',
  }));
  return { cells, box, missing: { rows: rowsOf(wanted) - rowsOf(box), columns: columnsOf(wanted) - columnsOf(box) } };
}

function isRepeated(over: Box, height: number, width: number): boolean {
  return !isSingle(over) && rowsOf(over) % height === 0 && columnsOf(over) % width === 0;
}
