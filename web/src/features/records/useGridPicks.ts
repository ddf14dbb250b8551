/** Rows picked in a grid or a list of cards: one by one, or all between two. */
import { useRef } from 'react';
import type { Selecting } from './selection';

export interface GridPicks {
  /** Picks a row or lets it go; with `through` all between it and the one picked before. */
  pick: (index: number, through: boolean) => void;
  /** Picks these rows; where all of them were, lets them go. */
  rows: (from: number, to: number) => void;
  /** False when there were none. */
  clear: () => boolean;
}

export function useGridPicks(selecting: Selecting, idsBetween: (from: number, to: number) => readonly string[]): GridPicks {
  const last = useRef<number | null>(null);
  const between = (one: number, other: number) => idsBetween(Math.min(one, other), Math.max(one, other));
  return {
    pick: (index, through) => {
      if (through && last.current !== null) selecting.range(between(last.current, index));
      else for (const id of between(index, index)) selecting.toggle(id);
      last.current = index;
    },
    rows: (from, to) => {
      const ids = between(from, to);
      if (ids.every((id) => selecting.has(id))) ids.forEach((id) => selecting.toggle(id));
      else selecting.range(ids);
      last.current = to;
    },
    clear: () => {
      const had = selecting.selection.mode !== 'none';
      if (had) selecting.clear();
      last.current = null;
      return had;
    },
  };
}
