/** The mouse in a grid: a press makes a cell active, Shift or a drag draws a range, the handle of a range fills. */
import { useEffect, useLayoutEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import type { Spot } from './keyboard';
import { type Box, stretched } from './ranges';
import type { GridFocus } from './useGrid';

interface GridPointer {
  /** How far the fill handle was drawn, while it is. */
  ghost: Box | null;
  listeners: {
    onMouseDown: (event: MouseEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
  };
}

type Drag = 'range' | 'fill';

export function useGridPointer(grid: GridFocus, onFill: (from: Box, to: Box) => void): GridPointer {
  const drag = useRef<Drag | null>(null);
  const [ghost, setGhost] = useState<Box | null>(null);
  const latest = useRef({ grid, ghost, onFill });
  useLayoutEffect(() => {
    latest.current = { grid, ghost, onFill };
  });
  useEffect(() => {
    const end = () => {
      const { grid: now, ghost: over, onFill: fill } = latest.current;
      if (drag.current === 'fill' && over !== null) fill(now.box, over);
      drag.current = null;
      setGhost(null);
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, []);

  const onMouseDown = (event: MouseEvent) => {
    const spot = spotAt(event.target);
    if (spot === null || event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest('[data-fill]') !== null) {
      drag.current = 'fill';
      event.preventDefault();
    } else if (event.shiftKey) {
      event.preventDefault(); // the keyboard stays in the active cell, and no text is marked
      drag.current = 'range';
      grid.extend(spot);
    } else {
      drag.current = 'range';
      grid.focus(spot);
    }
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current === null) return;
    if (event.buttons % 2 === 0) {
      drag.current = null;
      return;
    }
    const spot = spotAt(event.target);
    if (spot === null) return;
    if (drag.current === 'range') grid.extend(spot);
    else setGhost(stretched(grid.box, spot));
  };
  return { ghost, listeners: { onMouseDown, onPointerMove } };
}

/** The cell of the body that something stands in, unless it is being edited. */
function spotAt(target: EventTarget): Spot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null;
  if (cell === null || cell.dataset['editing'] !== undefined) return null;
  const [row = Number.NaN, column = Number.NaN] = (cell.dataset['spot'] ?? '').split(':').map(Number);
  return Number.isNaN(row) || Number.isNaN(column) ? null : { row, column };
}
