import type { Row } from '@leadgen/client';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';

type Rows = readonly (Row | undefined)[];

/**
 * The rows to draw. While a cell is edited they keep their places, whatever others add, remove or sort away:
 * only their values are renewed, and the focused input stays where it is.
 */
export function useHeldRows(rows: Rows): [Rows, (hold: boolean) => void] {
  const [held, setHeld] = useState<Rows | null>(null);
  const shown = useMemo(() => (held === null || held === rows ? rows : renewed(held, rows)), [held, rows]);
  const latest = useRef(rows);
  useLayoutEffect(() => {
    latest.current = rows;
  });
  const hold = useCallback((on: boolean) => setHeld((before) => (on ? (before ?? latest.current) : null)), []);
  return [shown, hold];
}

function renewed(held: Rows, rows: Rows): Rows {
  const now = new Map<string, Row>();
  for (const row of rows) if (row !== undefined) now.set(row.id, row);
  return held.map((row, at) => (row === undefined ? rows[at] : (now.get(row.id) ?? row)));
}
