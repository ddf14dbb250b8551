/** Which columns stand in a grid, in which order and how wide: kept in this browser, per workspace and kind. */
import type { Field } from '@leadgen/client';
import { useCallback, useMemo, useState } from 'react';

interface Stored {
  order: string[];
  visible: string[];
  widths: { [key: string]: number };
}

export interface Layout {
  /** What is shown, in order, with its width in pixels. */
  shown: readonly { field: Field; width: number }[];
  /** Everything that could be shown, in order. */
  all: readonly Field[];
  isShown: (key: string) => boolean;
  toggle: (key: string) => void;
  /** Puts a column at the place of another. */
  move: (key: string, place: number) => void;
  resize: (key: string, width: number) => void;
  reset: () => void;
}

const NARROWEST = 60;
const WIDEST = 800;
const HEADING_EXTRA = 44;
const HEADING_LETTER = 7;

/** The registry's width, or what the heading with its sort arrow needs. */
function naturalWidth(field: Field): number {
  return Math.max(field.width, HEADING_EXTRA + field.label.length * HEADING_LETTER);
}

function read(name: string): Stored | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as Stored);
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

/** The registry's order where nothing else was chosen; fields that are new since then stand at the end. */
function arranged(columns: readonly Field[], stored: Stored | null): { all: Field[]; visible: Set<string> } {
  const byDefault = columns.filter((field) => field.default_visible || field.custom).map((field) => field.key);
  if (stored === null) return { all: [...columns], visible: new Set(byDefault) };
  const place = (field: Field) => {
    const at = stored.order.indexOf(field.key);
    return at === -1 ? stored.order.length + columns.indexOf(field) : at;
  };
  const all = columns.toSorted((a, b) => place(a) - place(b));
  const fresh = columns.filter((field) => field.custom && !stored.order.includes(field.key)).map(({ key }) => key);
  return { all, visible: new Set([...stored.visible, ...fresh]) };
}

export function useLayout(slug: string, kind: string, columns: readonly Field[]): Layout {
  const name = `leadgen.columns.${slug}.${kind}`;
  const [stored, setStored] = useState(() => read(name));
  const { all, visible } = useMemo(() => arranged(columns, stored), [columns, stored]);
  const keep = useCallback(
    (change: Partial<Stored> | null) => {
      const now = { order: all.map(({ key }) => key), visible: [...visible], widths: stored?.widths ?? {} };
      const next = change === null ? null : { ...now, ...change };
      write(name, next);
      setStored(next);
    },
    [all, name, stored, visible],
  );
  const shown = useMemo(
    () =>
      all
        .filter((field) => visible.has(field.key))
        .map((field) => ({ field, width: stored?.widths[field.key] ?? naturalWidth(field) })),
    [all, stored, visible],
  );
  return {
    shown,
    all,
    isShown: (key) => visible.has(key),
    toggle: (key) => keep({ visible: visible.has(key) ? [...visible].filter((one) => one !== key) : [...visible, key] }),
    move: (key, place) => {
      const order = all.map((field) => field.key).filter((one) => one !== key);
      order.splice(place, 0, key);
      keep({ order });
    },
    resize: (key, width) => {
      const bounded = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
      keep({ widths: { ...stored?.widths, [key]: bounded } });
    },
    reset: () => keep(null),
  };
}
