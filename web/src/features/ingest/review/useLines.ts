/** The lines of the review: loaded page by page, mended in place, and kept where they stand once they are mended. */
import { listImportLines, type ImportLine } from '@leadgen/client';
import { listImportLinesInfiniteQueryKey } from '@leadgen/client/query';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { pages } from '@/lib/paging';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useFixLines } from '../acts';
import type { LineFilter } from '../state';

const PAGE = 100;
/** As many cells as one call mends. */
const AT_MOST = 500;

/** A new text for one cell; an empty one leaves the value out. */
export interface CellFix {
  line: ImportLine;
  column: number;
  text: string;
}

export interface Lines {
  items: readonly ImportLine[];
  query: ReturnType<typeof useLinesQuery>;
  /** Mends cells; the screen shows the new texts at once. */
  fix: (fixes: readonly CellFix[]) => void;
  /** Lines whose new verdict is on its way. */
  saving: ReadonlySet<number>;
}

/** Mended lines, and the list in which they were: another list shows what the server has. */
interface Held {
  scope: string;
  lines: ReadonlyMap<number, ImportLine>;
}

const NONE: Held['lines'] = new Map();

export function useLines(slug: string, id: string, filter: LineFilter): Lines {
  const query = useLinesQuery(slug, id, filter);
  const scope = JSON.stringify(filter);
  const [kept, setKept] = useState<Held>({ scope, lines: NONE });
  const held = kept.scope === scope ? kept.lines : NONE;
  const [saving, setSaving] = useState<ReadonlySet<number>>(new Set());
  const sentence = useErrorSentence();
  const { mutate } = useFixLines(slug, id);
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const items = useMemo(() => merged(loaded, held, query.hasNextPage), [loaded, held, query.hasNextPage]);

  const hold = (lines: readonly ImportLine[]) =>
    setKept((now) => ({
      scope,
      lines: new Map([...(now.scope === scope ? now.lines : NONE), ...lines.map((line) => [line.line_no, line] as const)]),
    }));
  const fix = (asked: readonly CellFix[]) => {
    const fixes = asked.filter(({ line, column, text }) => textOf(line, column) !== text).slice(0, AT_MOST);
    if (fixes.length === 0) return;
    const before = fixes.map(({ line }) => line);
    const numbers = before.map(({ line_no: n }) => n);
    hold(mended(fixes));
    setSaving((now) => new Set([...now, ...numbers]));
    mutate(
      fixes.map(({ line, column, text }) => ({ line_no: line.line_no, column, text })),
      {
        // A fix may turn lines elsewhere: those of this list only are shown in it.
        onSuccess: ({ data }) => hold(data.items.filter(({ line_no: n }) => numbers.includes(n) || items.some((line) => line.line_no === n))),
        onError: (error) => {
          hold(before);
          toast(sentence(error), { tone: 'bad' });
        },
        onSettled: () => setSaving((now) => new Set([...now].filter((n) => !numbers.includes(n)))),
      },
    );
  };
  return { items, query, fix, saving };
}

/** The lines as they read with the new texts; a line may have several. */
function mended(fixes: readonly CellFix[]): readonly ImportLine[] {
  const lines = new Map<number, ImportLine>();
  for (const { line, column, text } of fixes) {
    const now = lines.get(line.line_no) ?? line;
    lines.set(line.line_no, { ...now, fixed: { ...now.fixed, [column]: text } });
  }
  return [...lines.values()];
}

/** What a cell holds now: the new text where somebody mended it. */
export function textOf({ cells, fixed }: ImportLine, column: number): string {
  return fixed[column] ?? cells[column] ?? '';
}

/** A mended line stays in its place although it may not belong to this list any more: nothing jumps under the hand. */
function merged(
  loaded: readonly ImportLine[],
  held: ReadonlyMap<number, ImportLine>,
  hasMore: boolean,
): readonly ImportLine[] {
  if (held.size === 0) return loaded;
  const known = new Set(loaded.map(({ line_no: n }) => n));
  const end = hasMore ? (loaded.at(-1)?.line_no ?? 0) : Infinity;
  const gone = [...held.values()].filter(({ line_no: n }) => !known.has(n) && n < end);
  return [...loaded.map((line) => held.get(line.line_no) ?? line), ...gone].toSorted((a, b) => a.line_no - b.line_no);
}

function useLinesQuery(slug: string, id: string, filter: LineFilter) {
  const path = { slug, id };
  const first = { ...filter, limit: PAGE };
  return useInfiniteQuery({
    ...pages(listImportLinesInfiniteQueryKey({ path, query: first }), (cursor, signal) =>
      listImportLines({ path, query: { ...first, ...cursor }, signal, throwOnError: true }),
    ),
    placeholderData: keepPreviousData,
    // A fix of many is made while these are not shown.
    staleTime: 0,
  });
}

/** Asks for the next page once its turn has come; a failed page is not asked for again by itself. */
export function useFetchAhead(lines: Lines['query'], isNear: boolean): void {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = lines;
  useEffect(() => {
    if (isNear && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isNear, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
}
