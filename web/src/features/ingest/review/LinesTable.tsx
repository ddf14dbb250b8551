import type { Import } from '@leadgen/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useMediaQuery } from '@/lib/media';
import { ErrorState, Skeleton } from '@/ui/states';
import type { LineFilter } from '../state';
import { useText } from '../text';
import { LineCells } from './LineCells';
import { LinesHead } from './LinesHead';
import styles from './review.module.css';
import { lastColumnOf, tracks, useLineColumns } from './lineColumns';
import { useLineKeys } from './useLineKeys';
import { useFetchAhead, useLines } from './useLines';

const ROW_PX = 34;
const CARD_PX = 176;
const AHEAD = 12;

interface LinesTableProps {
  slug: string;
  imported: Import;
  filter: LineFilter;
  mayEdit: boolean;
}

/** The lines of one verdict with what is wrong; only the columns that are imported, only the rows in sight. */
export function LinesTable({ slug, imported, filter, mayEdit }: LinesTableProps) {
  const t = useText();
  const { verdict } = filter;
  const columns = useLineColumns(slug, imported);
  const lines = useLines(slug, imported.id, filter);
  const { items, query } = lines;
  const { box, attach, rows, margin, isNarrow } = useRows(items.length);
  const keys = useLineKeys({ box, lines: items, columns, fix: lines.fix, show: (row) => rows.scrollToIndex(row) });
  const shown = rows.getVirtualItems();
  useBadInSight(box, filter.problem, items.length > 0);
  useFetchAhead(query, (shown.at(-1)?.index ?? 0) >= items.length - 1);

  // A search goes through the lines in steps, and a step may find nothing.
  if (query.isPending || (items.length === 0 && query.hasNextPage)) return <Skeleton lines={8} />;
  if (query.isError && items.length === 0) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (items.length === 0) return <p className={styles.none}>{t(nothingIn(filter))}</p>;
  const label = t('review.caption', { verdict: t(`review.${verdict}`) });
  const last = lastColumnOf(verdict, items);
  const { template, least } = tracks(columns, last, imported.counts.lines);
  return (
    <div ref={attach} className={styles.scroll} data-last={last ?? undefined} {...(!mayEdit && { tabIndex: 0, role: 'region', 'aria-label': label })}>
      <table
        role={mayEdit ? 'grid' : 'table'}
        aria-label={label}
        aria-rowcount={isNarrowed(filter) ? -1 : imported.counts[verdict] + 1}
        className={styles.lines}
        style={{ '--columns': template, '--least': `${least}px` }}
        {...(mayEdit && { onKeyDown: keys.onKeyDown, onPaste: keys.onPaste })}
      >
        <LinesHead kind={imported.kind} columns={columns} last={last} />
        <tbody role="rowgroup" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const line = items[index];
            if (line === undefined) return null;
            const isSaving = lines.saving.has(line.line_no);
            return (
              <tr
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={isSaving || undefined}
                data-index={index}
                data-moved={(line.verdict !== verdict && !isSaving) || undefined}
                ref={isNarrow ? rows.measureElement : undefined}
                style={{ transform: `translateY(${start - margin}px)` }}
              >
                <LineCells
                  slug={slug}
                  kind={imported.kind}
                  line={line}
                  row={index}
                  columns={columns}
                  last={last}
                  verdict={verdict}
                  isSaving={isSaving}
                  keys={mayEdit ? keys : null}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The lines of one problem begin with its cell in sight, however many columns stand before it. */
function useBadInSight(box: RefObject<HTMLElement | null>, problem: string | undefined, isThere: boolean): void {
  useEffect(() => {
    if (problem === undefined || !isThere) return;
    box.current?.querySelector('td[data-bad]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [box, problem, isThere]);
}

function nothingIn({ verdict, problem, search }: LineFilter) {
  if (search !== undefined) return 'review.nothingFound';
  return problem === undefined ? (`review.none_${verdict}` as const) : 'fix.noLine';
}

function isNarrowed({ problem, search }: LineFilter): boolean {
  return problem !== undefined || search !== undefined;
}

/** The rows in sight, in a box of their own, or on a narrow screen in the page. */
function useRows(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isNarrow = useMediaQuery('(max-width: 699px)');
  // On a narrow screen the page scrolls, so rows are placed from where the lines begin in it.
  const attach = useCallback((element: HTMLDivElement | null) => {
    box.current = element;
    setTop(element?.offsetTop ?? 0);
  }, []);
  const margin = isNarrow ? top : 0;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => (isNarrow ? (box.current?.closest<HTMLElement>('[data-scroller]') ?? null) : box.current),
    scrollMargin: margin,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    overscan: AHEAD,
  });
  return { box, attach, rows, margin, isNarrow };
}
