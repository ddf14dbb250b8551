import { useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Spot } from '../useGlance';

interface CellsOptions {
  grid: RefObject<HTMLElement | null>;
  /** Lines under the heads. */
  size: { rows: number; columns: number };
  onEnter: (spot: Spot) => void;
  onOut: (column: number) => void;
}

export interface CellProps {
  tabIndex: 0 | -1;
  'data-spot': string;
  onFocus: () => void;
}

export interface Cells {
  cell: (spot: Spot) => CellProps;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
}

/** One tab stop for all cells, after the ARIA pattern of a grid; row -1 is that of the heads. */
export function useCells({ grid, size, onEnter, onOut }: CellsOptions): Cells {
  const [at, setAt] = useState<Spot>({ row: -1, column: 0 });
  const active = { row: Math.min(at.row, size.rows - 1), column: Math.min(at.column, size.columns - 1) };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const to = moved(event.key, active, size);
    if (to !== null) cellAt(grid.current, to)?.focus();
    else if (event.key === 'Enter' || event.key === ' ') onEnter(active);
    else if (event.key === 'x') onOut(active.column);
    else return;
    event.preventDefault();
  };
  const cell = ({ row, column }: Spot): CellProps => ({
    tabIndex: row === active.row && column === active.column ? 0 : -1,
    'data-spot': `${row}:${column}`,
    onFocus: () => setAt({ row, column }),
  });
  const onClick = ({ target }: MouseEvent) => {
    const pressed = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null;
    const [row, column] = (pressed?.dataset['spot'] ?? '').split(':').map(Number);
    if (row !== undefined && column !== undefined) onEnter({ row, column });
  };
  return { cell, onKeyDown, onClick };
}

/** A line that holds one value for all records has one cell. */
function cellAt(grid: HTMLElement | null, { row, column }: Spot): HTMLElement | null | undefined {
  return grid?.querySelector<HTMLElement>(`[data-spot="${row}:${column}"]`) ?? grid?.querySelector<HTMLElement>(`[data-spot="${row}:0"]`);
}

/** Where a key leads; null where it leads nowhere. Left of the first column it leaves the grid. */
export function moved(key: string, { row, column }: Spot, { rows, columns }: CellsOptions['size']): Spot | null {
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(row - 1, -1), column };
    case 'ArrowDown':
      return { row: Math.min(row + 1, rows - 1), column };
    case 'ArrowLeft':
      return column === 0 ? null : { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, columns - 1) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
