import { useCallback, useEffect, useMemo, useRef, useState, type FocusEvent, type PointerEvent } from 'react';

const REST_MS = 300;
/** Focus that comes this soon after a press is the pointer's. */
const PRESS_MS = 150;

/** A cell by position; row -1 is the header. */
export interface Spot {
  row: number;
  column: number;
}

/** A cell somebody rests on, by pointer or keyboard. */
export interface Glance {
  cell: HTMLElement;
  spot: Spot;
}

/** Tells on which cell the pointer or the keyboard has come to rest. A press, a scroll or Esc ends it. */
export function useGlance(busy: boolean) {
  const [glance, setGlance] = useState<Glance | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The cell last looked at: after a press or Esc it stays quiet until the pointer was elsewhere.
  const at = useRef<Element | null>(null);
  const pressed = useRef(0);
  const end = useCallback(() => {
    clearTimeout(timer.current);
    setGlance(null);
  }, []);
  const rest = useCallback(
    (on: Element) => {
      const cell = on.closest<HTMLElement>('[role="gridcell"]');
      if (cell === at.current) return;
      at.current = cell;
      end();
      if (cell !== null) timer.current = setTimeout(() => setGlance({ cell, spot: spotOf(cell) }), REST_MS);
    },
    [end],
  );
  useEffect(() => end, [end]);
  const listeners = useMemo(
    () => ({
      onPointerMove: ({ target, pointerType, movementX, movementY }: PointerEvent) => {
        // Cells that scroll by under a still pointer also send moves, of no distance.
        const moved = movementX !== 0 || movementY !== 0;
        if (pointerType === 'mouse' && moved && target instanceof Element) rest(target);
      },
      onPointerLeave: () => {
        at.current = null;
        end();
      },
      onPointerDown: ({ timeStamp }: PointerEvent) => {
        pressed.current = timeStamp;
        end();
      },
      onScroll: end,
      onFocus: ({ target, timeStamp }: FocusEvent) => {
        const isCell = target.getAttribute('role') === 'gridcell'; // an editor in it is no place to rest
        if (!isCell || timeStamp - pressed.current < PRESS_MS) return;
        at.current = null;
        rest(target);
      },
      onBlur: end,
    }),
    [end, rest],
  );
  /** A key ends it too; where the keyboard then goes is its own doing, however soon after a press. */
  const onKey = () => {
    pressed.current = 0;
    end();
  };
  return { glance: busy ? null : glance, onKey, listeners };
}

function spotOf(cell: HTMLElement): Spot {
  const [row = 0, column = 0] = (cell.dataset['spot'] ?? '').split(':').map(Number);
  return { row, column };
}
