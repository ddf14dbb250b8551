/** A grouped list as lines: the heads of groups among the rows, and what is still to come of each. Pure. */
import type { Row } from '@leadgen/client';
import type { Group } from './groups';

export interface Head {
  kind: 'head' | 'more';
  group: Group;
  isOpen: boolean;
  /** Of the line that leads on: how many rows are still to come; null: not known. */
  left: number | null;
}

/** The lines that are no records, by their place. */
export type Heads = ReadonlyMap<number, Head>;
export const NO_HEADS: Heads = new Map();

/** The rows of one open group: from which line on, and how many lines. */
export interface Section {
  key: string;
  from: number;
  length: number;
}

/** What is known of an open group's rows; undefined where a page is not held. */
export interface Known {
  rows: readonly (Row | undefined)[];
  isEnd: boolean;
}

export interface Lines {
  rows: (Row | undefined)[];
  heads: Heads;
  sections: Section[];
}

/** All lines in order. `known` of a group is asked only where it is open. */
export function lined(groups: readonly Group[], closed: ReadonlySet<string>, known: (group: Group) => Known): Lines {
  const lines: Lines = { rows: [], heads: new Map(), sections: [] };
  const heads = new Map<number, Head>();
  for (const group of groups) {
    const isOpen = !closed.has(group.key);
    heads.set(lines.rows.length, { kind: 'head', group, isOpen, left: null });
    lines.rows.push(undefined);
    if (!isOpen) continue;
    const { rows, isEnd } = known(group);
    lines.sections.push({ key: group.key, from: lines.rows.length, length: rows.length });
    // One by one: the holes of a sparse list stay holes, and a spread of many overflows the stack.
    for (let at = 0; at < rows.length; at += 1) lines.rows.push(rows[at]);
    if (isEnd) continue;
    heads.set(lines.rows.length, { kind: 'more', group, isOpen, left: group.count === null || !group.isExact ? null : Math.max(0, group.count - rows.length) });
    lines.rows.push(undefined);
  }
  return { ...lines, heads };
}

/** The first line behind the group whose head stands here. */
export function endOf(heads: Heads, sections: readonly Section[], head: number): number {
  const own = sections.find(({ from }) => from === head + 1);
  if (own === undefined) return head + 1;
  const end = own.from + own.length;
  return heads.get(end)?.kind === 'more' ? end + 1 : end;
}

/** The heads of the groups of which a line stands between these two, in order: their own lines may lie before. */
export function headsNear(heads: Heads, sections: readonly Section[], from: number, to: number): number[] {
  return [...heads].flatMap(([at, { kind }]) => (kind === 'head' && at < to && endOf(heads, sections, at) > from ? [at] : []));
}

/** Where a line stands among the rows of its group, from 0; without groups among all. */
export function placeIn(sections: readonly Section[], line: number): number {
  const own = sections.findLast(({ from }) => from <= line);
  return own === undefined ? line : line - own.from;
}

/** How many of the lines before this one are records: places that a copied block can go to. */
export function recordsBefore(heads: Heads, line: number): number {
  let count = line;
  for (const at of heads.keys()) if (at < line) count -= 1;
  return count;
}

/** The line of the n-th record. */
export function lineOfRecord(heads: Heads, place: number): number {
  let line = place;
  for (const at of [...heads.keys()].toSorted((one, other) => one - other)) if (at <= line) line += 1;
  return line;
}
