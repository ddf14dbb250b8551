/** The columns of a grid worked out from the registry and what somebody chose. Pure. */
import type { Field } from '@leadgen/client';
import type { ShownColumn } from './layout';

/** A column as a view keeps it: by the key of its field. */
export interface Column {
  key: string;
  width: number;
  pinned: boolean;
}

export interface Stored {
  order: readonly string[];
  visible: readonly string[];
  widths: { readonly [key: string]: number };
  pinned: readonly string[];
}

export interface Arranged extends Stored {
  all: readonly Field[];
  shown: readonly ShownColumn[];
}

const NARROWEST = 60;
const WIDEST = 800;
const HEADING_EXTRA = 60;
const HEADING_LETTER = 7;

export function bounded(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

/** The registry's width, or what the heading with its sort arrow needs. */
function naturalWidth(field: Field): number {
  return Math.max(field.width, HEADING_EXTRA + field.label.length * HEADING_LETTER);
}

/** The registry's order where nothing else was chosen; fields that are new since then stand at the end. The name stands at the left. */
export function arranged(columns: readonly Field[], stored: Partial<Stored> | null): Arranged {
  const byDefault = columns.filter((field) => field.default_visible || field.custom).map(({ key }) => key);
  const { order = [], visible = byDefault, widths = {}, pinned = columns.slice(0, 1).map(({ key }) => key) } = stored ?? {};
  const place = (field: Field) => {
    const at = order.indexOf(field.key);
    return at === -1 ? order.length + columns.indexOf(field) : at;
  };
  const all = columns.toSorted((a, b) => place(a) - place(b));
  const fresh = stored === null ? [] : columns.filter((field) => field.custom && !order.includes(field.key)).map(({ key }) => key);
  const seen = [...visible, ...fresh];
  const shown = all
    .filter(({ key }) => seen.includes(key))
    .map((field) => ({ field, width: widths[field.key] ?? naturalWidth(field), pinned: pinned.includes(field.key) }));
  return {
    all,
    shown: [...shown.filter((one) => one.pinned), ...shown.filter((one) => !one.pinned)],
    order: all.map(({ key }) => key),
    visible: seen,
    widths,
    pinned,
  };
}

/** Chosen columns as they are kept; a key that no field has any more is passed over. */
export function storedOf(columns: readonly Field[], chosen: readonly Column[]): Stored {
  const known = chosen.filter(({ key }) => columns.some((field) => field.key === key));
  const keys = known.map(({ key }) => key);
  return {
    order: [...keys, ...columns.map(({ key }) => key).filter((key) => !keys.includes(key))],
    visible: keys,
    widths: Object.fromEntries(known.map(({ key, width }) => [key, bounded(width)])),
    pinned: known.filter(({ pinned }) => pinned).map(({ key }) => key),
  };
}

/** Where pinned columns stand, in pixels from the left; those that would take more than their share scroll like the others. */
export function pinnedOffsets(shown: readonly ShownColumn[], from: number, most: number): (number | null)[] {
  let left = from;
  return shown.map(({ pinned, width }) => {
    if (!pinned || (left > from && left + width > most)) return null;
    const own = left;
    left += width;
    return own;
  });
}
