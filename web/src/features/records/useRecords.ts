import type { RecordKind, RecordPage, Row, Total } from '@leadgen/client';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { pageOptions, type ListQuery } from '@/records/calls';
import { arrangedPages, chained, FIRST, isNear, lengthened, looking, type Chain } from './pages';

export interface Records {
  /** As far as was scrolled; undefined where a page was dropped from memory or is on its way. */
  rows: readonly (Row | undefined)[];
  total: Total | null;
  loading: boolean;
  loadingMore: boolean;
  /** The server is still looking for what a slow filter matches. */
  isLooking: boolean;
  error: unknown;
  retry: () => void;
  /** Asks for the next page, unless there is none or it is on its way. */
  more: () => void;
  /** Which rows are seen: they and those around them are kept in memory. */
  look: (from: number, to: number) => void;
  /** The ids of these rows, of those dropped from memory too. */
  idsBetween: (from: number, to: number) => readonly string[];
}

interface Shown {
  rows: readonly (Row | undefined)[];
  total: Total | null;
}

const NOTHING: Shown = { rows: [], total: null };

/** The rows of a list, page by page behind a cursor. However far was scrolled, only pages near the eye are held; unless asked, none. */
export function useRecords(slug: string, kind: RecordKind, query: ListQuery, isAsked: boolean): Records {
  const key = JSON.stringify([slug, kind, query]);
  const [kept, setKept] = useState<{ key: string; chain: Chain }>({ key, chain: FIRST });
  const chain = kept.key === key ? kept.chain : FIRST;
  const change = useCallback(
    (by: (chain: Chain) => Chain) =>
      setKept((now) => {
        const before = now.key === key ? now.chain : FIRST;
        const next = by(before);
        return next === before && now.key === key ? now : { key, chain: next };
      }),
    [key],
  );
  const near = chain.cursors.flatMap((_, place) => (isAsked && isNear(chain, place) ? [place] : []));
  const pages = useQueries({
    queries: near.map((place) => pageOptions(slug, kind, query, chain.cursors[place] ?? null)),
  });
  const loaded = useSteady(new Map(near.map((place, at) => [place, pages[at]?.data] as const)));
  const mended = chained(chain, loaded);
  if (mended !== chain) setKept({ key, chain: mended });

  const first = loaded.get(0);
  const shown = useMemo(
    () => (first === undefined ? null : { rows: arrangedPages(chain, loaded), total: first.total }),
    [chain, first, loaded],
  );
  // A new order shows the old rows until the new ones are there: nothing jumps, no focus is lost.
  const [before, setBefore] = useState(NOTHING);
  if (shown !== null && shown !== before) setBefore(shown);

  const idsBetween = useIds(key, shown?.rows);

  const failed = pages.filter((page) => page.error !== null);
  const last = loaded.get(chain.cursors.length - 1);
  const loadingMore = first !== undefined && last === undefined && failed.length === 0;
  const more = useCallback(() => {
    const cursor = last?.next_cursor ?? null;
    if (cursor !== null) change((now) => lengthened(now, cursor));
  }, [change, last]);
  const look = useCallback((from: number, to: number) => change((now) => looking(now, from, to)), [change]);
  // A slow filter may have found nothing yet when its time was up: it goes on until there is something to show.
  const isLooking = last?.partial === true;
  const isBare = isLooking && shown?.rows.length === 0;
  if (isBare && last.next_cursor !== null) setKept({ key, chain: lengthened(chain, last.next_cursor) });
  return {
    ...(shown ?? before),
    loading: failed.length === 0 && (isBare || (first === undefined && before === NOTHING)),
    loadingMore,
    isLooking,
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach((page) => void page.refetch()),
    more,
    look,
    idsBetween,
  };
}

/** The ids of all rows reached, kept when their page leaves the memory: a range may begin where nothing is held any more. */
function useIds(key: string, rows: Shown['rows'] | undefined): Records['idsBetween'] {
  const kept = useRef<{ key: string; ids: string[] }>({ key, ids: [] });
  useEffect(() => {
    if (kept.current.key !== key) kept.current = { key, ids: [] };
    const { ids } = kept.current;
    // Far pages leave holes, over which forEach passes: what was known of them stays.
    rows?.forEach((row, at) => {
      if (row !== undefined) ids[at] = row.id;
    });
  }, [key, rows]);
  return useCallback((from, to) => kept.current.ids.slice(from, to + 1).filter((id) => id !== undefined), []);
}

/** The same map for as long as it holds the same pages. */
function useSteady(pages: ReadonlyMap<number, RecordPage | undefined>): ReadonlyMap<number, RecordPage | undefined> {
  const [kept, setKept] = useState(pages);
  const same = kept.size === pages.size && [...pages].every(([place, page]) => kept.has(place) && kept.get(place) === page);
  if (same) return kept;
  setKept(pages);
  return pages;
}

