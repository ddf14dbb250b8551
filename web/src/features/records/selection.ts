/** Which records are picked out: some by their ids, or everything that the list matches but a few. */
import type { Total } from '@leadgen/client';
import { useCallback, useMemo, useState } from 'react';

export type Selection =
  | { mode: 'none' }
  | { mode: 'rows'; ids: ReadonlySet<string> }
  | { mode: 'all'; except: ReadonlySet<string> };

export const NOTHING: Selection = { mode: 'none' };

export interface Selecting {
  selection: Selection;
  /** Picks a record, or lets it go. */
  toggle: (id: string) => void;
  /** Picks these records in addition to those picked. */
  range: (ids: readonly string[]) => void;
  /** Picks everything that the list matches, loaded or not. */
  all: () => void;
  clear: () => void;
  has: (id: string) => boolean;
  /** How many are picked, of a list of this many; as exact as the list's own number. */
  count: (total: Total | null) => Total;
}

/** The selection of a list. It is emptied when `resetKey` changes: what another filter picks is another set. */
export function useSelection(resetKey: string): Selecting {
  const [kept, setKept] = useState({ resetKey, selection: NOTHING });
  const selection = kept.resetKey === resetKey ? kept.selection : NOTHING;
  const change = useCallback(
    (by: (selection: Selection) => Selection) =>
      setKept((now) => ({ resetKey, selection: by(now.resetKey === resetKey ? now.selection : NOTHING) })),
    [resetKey],
  );
  const acts = useMemo(
    () => ({
      toggle: (id: string) => change((now) => toggled(now, id)),
      range: (ids: readonly string[]) => change((now) => extended(now, ids)),
      all: () => change(() => ({ mode: 'all', except: new Set() })),
      clear: () => change(() => NOTHING),
    }),
    [change],
  );
  return useMemo(
    () => ({ ...acts, selection, has: (id) => isPicked(selection, id), count: (total) => countOf(selection, total) }),
    [acts, selection],
  );
}

export function isPicked(selection: Selection, id: string): boolean {
  if (selection.mode === 'none') return false;
  return selection.mode === 'rows' ? selection.ids.has(id) : !selection.except.has(id);
}

export function toggled(selection: Selection, id: string): Selection {
  if (selection.mode === 'all') return { mode: 'all', except: flipped(selection.except, id) };
  const ids = flipped(selection.mode === 'rows' ? selection.ids : new Set<string>(), id);
  return ids.size === 0 ? NOTHING : { mode: 'rows', ids };
}

export function extended(selection: Selection, ids: readonly string[]): Selection {
  if (selection.mode === 'all') {
    const added = new Set(ids);
    return { mode: 'all', except: new Set([...selection.except].filter((id) => !added.has(id))) };
  }
  const picked = new Set([...(selection.mode === 'rows' ? selection.ids : []), ...ids]);
  return picked.size === 0 ? NOTHING : { mode: 'rows', ids: picked };
}

export function countOf(selection: Selection, total: Total | null): Total {
  if (selection.mode === 'none') return { value: 0, exact: true };
  if (selection.mode === 'rows') return { value: selection.ids.size, exact: true };
  if (total === null) return { value: 0, exact: false };
  return { value: Math.max(0, total.value - selection.except.size), exact: total.exact };
}

function flipped(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
