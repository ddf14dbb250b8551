/** Which columns stand in a grid, in which order, how wide and which at the left: kept in this browser, per workspace and kind. */
import type { Field } from '@leadgen/client';
import { useCallback, useMemo, useState } from 'react';
import { arranged, bounded, type Column, type Stored, storedOf } from './columnLayout';

export type { Column } from './columnLayout';

export interface ShownColumn {
  field: Field;
  width: number;
  /** Stands at the left however far the grid is scrolled. */
  pinned: boolean;
}

export interface Layout {
  /** What is shown, in order, with its width in pixels; the pinned ones first. */
  shown: readonly ShownColumn[];
  /** Everything that could be shown, in order. */
  all: readonly Field[];
  /** What is shown as a view keeps it, and what would be without a choice of this browser's. */
  columns: readonly Column[];
  base: readonly Column[];
  isShown: (key: string) => boolean;
  isPinned: (key: string) => boolean;
  toggle: (key: string) => void;
  pin: (key: string) => void;
  /** Puts a column at the place of another. */
  move: (key: string, place: number) => void;
  resize: (key: string, width: number) => void;
  /** Shows exactly these columns, as a view kept them; without any, those of the registry. */
  apply: (columns: readonly Column[] | null) => void;
  reset: () => void;
}

function read(name: string): Partial<Stored> | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as Partial<Stored>);
  } catch {
    return null; // storage is blocked or holds something else: the registry's own order serves
  }
}

function write(name: string, stored: Stored | null): void {
  try {
    if (stored === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(stored));
  } catch {
    return; // the layout then lasts as long as the page
  }
}

/** The columns of a view, from which what is chosen in this browser may differ. */
export interface LayoutBase {
  id: string;
  stored: Stored | null;
}

export function useLayout(slug: string, kind: string, columns: readonly Field[], base?: LayoutBase): Layout {
  const name = `leadgen.columns.${slug}.${kind}${base === undefined ? '' : `.${base.id}`}`;
  const [kept, setKept] = useState(() => ({ name, stored: read(name) }));
  const current = kept.name === name ? kept : { name, stored: read(name) };
  if (current !== kept) setKept(current);
  const { stored } = current;
  const now = useMemo(() => arranged(columns, stored ?? base?.stored ?? null), [base, columns, stored]);
  const first = useMemo(() => arranged(columns, base?.stored ?? null), [base, columns]);
  const keep = useCallback(
    (next: Stored | null) => {
      write(name, next);
      setKept({ name, stored: next });
    },
    [name],
  );
  return useMemo(() => {
    const { all, shown, order, visible, pinned, widths } = now;
    const change = (changed: Partial<Stored>) => keep({ order, visible, pinned, widths, ...changed });
    const flip = (keys: readonly string[], key: string) =>
      keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
    return {
      shown,
      all,
      columns: columnsOf(shown),
      base: columnsOf(first.shown),
      isShown: (key) => visible.includes(key),
      isPinned: (key) => pinned.includes(key),
      toggle: (key) => change({ visible: flip(visible, key) }),
      pin: (key) => change({ pinned: flip(pinned, key) }),
      move: (key, place) => change({ order: order.filter((one) => one !== key).toSpliced(place, 0, key) }),
      resize: (key, width) => change({ widths: { ...widths, [key]: bounded(width) } }),
      apply: (wanted) => keep(wanted === null ? null : storedOf(columns, wanted)),
      reset: () => keep(null),
    };
  }, [columns, first, keep, now]);
}

function columnsOf(shown: readonly ShownColumn[]): Column[] {
  return shown.map(({ field, width, pinned }) => ({ key: field.key, width, pinned }));
}
