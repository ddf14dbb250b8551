import { listImportLines, type Import, type LineVerdict } from '@leadgen/client';
import { listImportLinesInfiniteQueryKey } from '@leadgen/client/query';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMediaQuery } from '@/lib/media';
import { pages } from '@/lib/paging';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import { LineCells } from './LineCells';
import { LinesHead } from './LinesHead';
import styles from './review.module.css';
import { lastColumnOf, tracks, useLineColumns } from './lineColumns';

const ROW_PX = 34;
const CARD_PX = 176;
const AHEAD = 12;
const PAGE = 100;

interface LinesTableProps {
  slug: string;
  imported: Import;
  verdict: LineVerdict;
}

/** The lines of one verdict with what is wrong; only the columns that are imported, only the rows in sight. */
export function LinesTable({ slug, imported, verdict }: LinesTableProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isNarrow = useMediaQuery('(max-width: 699px)');
  // On a narrow screen the page scrolls, so rows are placed from where the lines begin in it.
  const attach = useCallback((element: HTMLDivElement | null) => {
    box.current = element;
    setTop(element?.offsetTop ?? 0);
  }, []);
  const columns = useLineColumns(slug, imported);
  const lines = useLines(slug, imported.id, verdict);
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const margin = isNarrow ? top : 0;
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => (isNarrow ? (box.current?.closest<HTMLElement>('[data-scroller]') ?? null) : box.current),
    scrollMargin: margin,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    overscan: AHEAD,
  });
  const shown = rows.getVirtualItems();
  useFetchAhead(lines, (shown.at(-1)?.index ?? 0) >= items.length - 1);

  const total = imported.counts[verdict];
  if (total === 0) return <p className={styles.none}>{t(`review.none_${verdict}`)}</p>;
  if (lines.isPending) return <Skeleton lines={8} />;
  if (lines.isError && items.length === 0) return <ErrorState error={lines.error} retry={() => void lines.refetch()} />;
  const label = t('review.caption', { verdict: t(`review.${verdict}`) });
  const last = lastColumnOf(verdict);
  return (
    <div ref={attach} className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        className={styles.lines}
        style={{ '--columns': tracks(columns, last) }}
      >
        <LinesHead columns={columns} last={last} />
        <tbody role="rowgroup" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const line = items[index];
            if (line === undefined) return null;
            return (
              <tr
                key={key}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                ref={isNarrow ? rows.measureElement : undefined}
                style={{ transform: `translateY(${start - margin}px)` }}
              >
                <LineCells slug={slug} line={line} columns={columns} last={last} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function useLines(slug: string, id: string, verdict: LineVerdict) {
  const path = { slug, id };
  const first = { verdict, limit: PAGE };
  return useInfiniteQuery(
    pages(listImportLinesInfiniteQueryKey({ path, query: first }), (cursor, signal) =>
      listImportLines({ path, query: { ...first, ...cursor }, signal, throwOnError: true }),
    ),
  );
}

/** Asks for the next page once its turn has come; a failed page is not asked for again by itself. */
function useFetchAhead(lines: ReturnType<typeof useLines>, isNear: boolean): void {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = lines;
  useEffect(() => {
    if (isNear && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isNear, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
}
