import type { Row } from '@leadgen/client';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Heads, Section } from './groups/lines';

type Rows = readonly (Row | undefined)[];

interface Held {
  rows: Rows;
  heads: Heads;
  sections: readonly Section[];
}

/**
 * The rows to draw. While a cell is edited they keep their places, whatever others add, remove or sort away:
 * only their values are renewed, and the focused input stays where it is.
 */
export function useHeldRows(now: Held): [Held, (hold: boolean) => void] {
  const [held, setHeld] = useState<Held | null>(null);
  const { rows, heads, sections } = now;
  const shown = useMemo(
    () => (held === null || held.rows === rows ? { rows, heads, sections } : { ...held, rows: renewed(held.rows, rows) }),
    [held, heads, rows, sections],
  );
  const latest = useRef(now);
  useLayoutEffect(() => {
    latest.current = now;
  });
  const hold = useCallback((on: boolean) => setHeld((before) => (on ? (before ?? latest.current) : null)), []);
  return [shown, hold];
}

function renewed(held: Rows, rows: Rows): Rows {
  const now = new Map<string, Row>();
  for (const row of rows) if (row !== undefined) now.set(row.id, row);
  return held.map((row, at) => (row === undefined ? rows[at] : (now.get(row.id) ?? row)));
}
