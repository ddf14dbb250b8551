import type { Field, RecordKind, RecordPage, Row } from '@leadgen/client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { countOptions, pageOptions, PAGE_SIZE, type ListQuery } from '@/records/calls';
import { groupOptions } from '../facets/calls';
import { arrangedPages, chained, FIRST, isNear, lengthened, looking, type Chain } from '../pages';
import { narrowed } from '../search';
import type { Records } from '../useRecords';
import { groupsOf, type Group } from './groups';
import { lined, NO_HEADS, type Heads, type Known, type Lines, type Section } from './lines';

/** The rows of a list among the heads of their groups. */
export interface Grouped extends Records {
  heads: Heads;
  sections: readonly Section[];
  toggle: (key: string) => void;
  /** Closes or opens all. */
  fold: (closed: boolean) => void;
  /** Asks for the next rows of a group. */
  grow: (key: string) => void;
}

interface Kept {
  key: string;
  chains: ReadonlyMap<string, Chain>;
  closed: ReadonlySet<string>;
}

const NO_GROUPS: readonly Group[] = [];
const NOTHING = { rows: [], heads: NO_HEADS, sections: [] } satisfies Lines;
/** Groups so many lines away from what is seen hold no rows in memory, and are not asked for. */
const NEAR_LINES = 20;
/** From so many lines before its end on a group asks for more rows. */
const AHEAD_LINES = 60;

/**
 * A list by the values of a field: every open group is a list of its own with its own pages, asked for when it
 * comes near. Before that its place is kept by its count, so that nothing moves. Without a field nothing is asked.
 */
export function useGrouped(slug: string, kind: RecordKind, query: ListQuery, field: Field | undefined): Grouped {
  const key = JSON.stringify([slug, kind, query, field?.key]);
  const [kept, setKept] = useState<Kept>({ key, chains: new Map(), closed: new Set() });
  const [window, setWindow] = useState({ from: 0, to: NEAR_LINES });
  const { chains, closed } = kept.key === key ? kept : { chains: new Map<string, Chain>(), closed: kept.closed };
  const change = useCallback(
    (by: (now: Pick<Kept, 'chains' | 'closed'>) => Partial<Kept>) =>
      setKept((now) => {
        const before = now.key === key ? now : { key, chains: new Map<string, Chain>(), closed: now.closed };
        return { ...before, ...by(before) };
      }),
    [key],
  );

  const facets = useQuery({ ...groupOptions({ slug, kind, filter: query.filter, operation: query.operation }, field?.key ?? ''), enabled: field !== undefined });
  const counted = useQuery({ ...countOptions(slug, kind, query.filter, query.operation), enabled: field !== undefined });
  const facet = field === undefined ? undefined : facets.data?.[0];
  const [groups, setGroups] = useState<{ field: string | undefined; list: readonly Group[]; of: typeof facet }>({ field: undefined, list: NO_GROUPS, of: undefined });
  // While other counts are on their way those before stay: nothing jumps.
  if (field !== undefined && facet !== undefined && groups.of !== facet) setGroups({ field: field.key, list: groupsOf(facet, field, field.kind !== kind), of: facet });
  const told = field !== undefined && groups.field === field.key ? groups.list : NO_GROUPS;
  const shown = told.filter(({ key: name, count }) => count !== null || chains.get(name)?.sizes[0] !== 0);

  const before = lined(shown, closed, (group) => expected(group, chains.get(group.key) ?? FIRST));
  const near = before.sections.filter(({ from, length }) => from - 1 < window.to + NEAR_LINES && from + length > window.from - NEAR_LINES);
  const asked = near.flatMap(({ key: name, from }) => {
    const group = shown.find((one) => one.key === name);
    const chain = looking(chains.get(name) ?? FIRST, Math.max(0, window.from - from), Math.max(0, window.to - from));
    const list = { ...query, filter: narrowed(query.filter, group?.test) };
    return chain.cursors.flatMap((cursor, place) => (isNear(chain, place) ? [{ name, place, options: pageOptions(slug, kind, list, cursor) }] : []));
  });
  const pages = useQueries({ queries: asked.map(({ options }) => options) });
  const loaded = new Map<string, Map<number, RecordPage | undefined>>();
  asked.forEach(({ name, place }, at) => loaded.set(name, (loaded.get(name) ?? new Map<number, RecordPage | undefined>()).set(place, pages[at]?.data)));
  const mended = [...loaded].flatMap(([name, held]) => {
    const chain = chains.get(name) ?? FIRST;
    const next = chained(chain, held);
    return next === chain ? [] : [[name, next] as const];
  });
  if (mended.length > 0) setKept({ key, closed, chains: new Map([...chains, ...mended]) });

  const lines = useSteadyLines(
    field === undefined ? NOTHING : lined(shown, closed, (group) => knownOf(group, chains.get(group.key) ?? FIRST, loaded.get(group.key))),
  );
  const toggle = useCallback((name: string) => change(({ closed: now }) => ({ closed: flipped(now, name) })), [change]);
  const fold = useCallback((isClosed: boolean) => change(() => ({ closed: new Set(isClosed ? shown.map((group) => group.key) : []) })), [change, shown]);
  const latest = useRef(loaded);
  useEffect(() => {
    latest.current = loaded;
  });
  const grow = useCallback(
    (name: string) =>
      change(({ chains: now }) => {
        const chain = now.get(name) ?? FIRST;
        const cursor = latest.current.get(name)?.get(chain.cursors.length - 1)?.next_cursor ?? null;
        return cursor === null ? {} : { chains: new Map([...now, [name, lengthened(chain, cursor)]]) };
      }),
    [change],
  );
  // A group goes on by itself while its end is still below what is seen: rows come where nobody looks yet.
  useEffect(() => {
    for (const [line, { kind: what, group }] of lines.heads) {
      if (what === 'more' && line >= window.to && line < window.to + AHEAD_LINES) grow(group.key);
    }
  }, [grow, lines.heads, window.to]);
  const look = useCallback((from: number, to: number) => setWindow((now) => (now.from === from && now.to === to ? now : { from, to })), []);
  const failed = pages.filter((page) => page.error !== null);
  const error = facets.error ?? failed[0]?.error ?? null;
  return {
    ...lines,
    total: counted.data ?? null,
    loading: field !== undefined && shown.length === 0 && facet === undefined && facets.error === null,
    loadingMore: false,
    isLooking: pages.some(({ data }) => data?.partial === true),
    error,
    retry: () => [...failed, ...(facets.error === null ? [] : [facets])].forEach((one) => void one.refetch()),
    more: nothing,
    look,
    idsBetween: useIds(key, lines),
    toggle,
    fold,
    grow,
  };
}

function nothing(): void {
  return undefined;
}

function flipped(closed: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(closed);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The rows of a group as far as they are known; before that as many places as there will be. */
function expected({ count }: Group, { cursors, sizes }: Chain): Known {
  const length = cursors.reduce((sum, _, place) => sum + (sizes[place] ?? (place === 0 ? Math.min(count ?? 1, PAGE_SIZE) : 0)), 0);
  return { rows: Array.from({ length }), isEnd: count !== null && length >= count };
}

function knownOf(group: Group, chain: Chain, loaded: ReadonlyMap<number, RecordPage | undefined> | undefined): Known {
  const last = loaded?.get(chain.cursors.length - 1);
  if (loaded === undefined || chain.sizes[0] === undefined) return expected(group, chain);
  const rows = arrangedPages(chain, loaded);
  return { rows, isEnd: last === undefined ? rows.length >= (group.count ?? Number.POSITIVE_INFINITY) : last.next_cursor === null };
}

/** The same lines for as long as they hold the same. */
function useSteadyLines(lines: Lines): Lines {
  const [held, hold] = useState(lines);
  if (isSame(held, lines)) return held;
  hold(lines);
  return lines;
}

function isSame(one: Lines, other: Lines): boolean {
  if (one.rows.length !== other.rows.length || one.heads.size !== other.heads.size) return false;
  for (const [at, head] of one.heads) {
    const now = other.heads.get(at);
    if (now === undefined || now.group !== head.group || now.kind !== head.kind || now.isOpen !== head.isOpen || now.left !== head.left) return false;
  }
  for (let at = 0; at < one.rows.length; at += 1) if (one.rows[at] !== other.rows[at]) return false;
  return true;
}

/** The ids of all rows reached, kept when their page leaves the memory. */
function useIds(key: string, { rows, sections }: Lines): Records['idsBetween'] {
  const kept = useRef<{ key: string; ids: Map<string, (string | undefined)[]>; sections: readonly Section[] }>({ key, ids: new Map(), sections });
  useEffect(() => {
    if (kept.current.key !== key) kept.current = { key, ids: new Map(), sections };
    kept.current.sections = sections;
    for (const { key: name, from, length } of sections) {
      const ids = kept.current.ids.get(name) ?? [];
      for (let at = 0; at < length; at += 1) {
        const row: Row | undefined = rows[from + at];
        if (row !== undefined) ids[at] = row.id;
      }
      kept.current.ids.set(name, ids);
    }
  }, [key, rows, sections]);
  return useCallback(
    (first, last) =>
      kept.current.sections.flatMap(({ key: name, from, length }) =>
        (kept.current.ids.get(name) ?? [])
          .slice(Math.max(0, first - from), Math.max(0, Math.min(length, last - from + 1)))
          .filter((id) => id !== undefined),
      ),
    [],
  );
}
