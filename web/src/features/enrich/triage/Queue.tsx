import type { Row } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { count, total as totalWords } from '@/lib/format';
import { queries } from '@/lib/query';
import { evidenceOptions, recordOptions } from '@/records/calls';
import { nameOf, type RecordFields, useFields } from '@/records/fields';
import { useKeys } from '@/ui/useKeys';
import { answerOptions, type QueuePage } from './calls';
import { CompanyPane, type Stepping } from './CompanyPane';
import { QueueList } from './QueueList';
import { useText } from './text';
import styles from './Triage.module.css';
import type { Triaging } from './useTriaging';

interface QueueProps {
  slug: string;
  list: UseInfiniteQueryResult<InfiniteData<QueuePage>>;
  company: string | undefined;
  narrow: boolean;
  triaging: Triaging;
  onShow: (id: string | undefined) => void;
}

const NEAR_END = 5;

/** The queue beside the one company that is looked at; on a phone one of the two. */
export function Queue({ slug, list, company, narrow, triaging, onShow }: QueueProps) {
  const t = useText();
  const fields = useFields(slug, 'company');
  const listbox = useRef<HTMLDivElement>(null);
  const rows = inTurn(list.data?.pages.flatMap((page) => page.items) ?? [], triaging.skipped);
  const selected = company ?? (narrow ? undefined : rows[0]?.id);
  const at = rows.findIndex(({ id }) => id === selected);
  const before = rows[at - 1]?.id;
  const after = at === -1 ? rows[0]?.id : rows[at + 1]?.id;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (at + NEAR_END > rows.length && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [at, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  // The next one is there before it is asked for, so that a decision leads to it at once.
  useEffect(() => {
    for (const id of [after, before]) if (id !== undefined) prepare(slug, id);
  }, [slug, after, before]);
  // Where what had the focus went with the company before, the list has it: the keys go on from there.
  useEffect(() => {
    if (document.activeElement === document.body) listbox.current?.focus({ preventScroll: true });
  }, [selected]);
  const onPrevious = before === undefined ? undefined : () => onShow(before);
  const onNext = after === undefined ? undefined : () => onShow(after);
  const toList = () => (narrow ? onShow(undefined) : listbox.current?.focus({ preventScroll: true }));
  useKeys({ j: onNext, ArrowDown: onNext, k: onPrevious, ArrowUp: onPrevious, ArrowLeft: toList, Escape: toList });
  const total = list.data?.pages[0]?.total ?? null;
  const stepping: Stepping = { at, total, onPrevious, onNext, onBack: narrow ? () => onShow(undefined) : undefined };
  // Whoever decides goes on to the next one, at the end of the queue to the one before.
  const onward: Triaging = { ...triaging, decide: moving(triaging.decide), skip: moving(triaging.skip) };
  function moving<A extends unknown[]>(act: (...args: A) => void) {
    return (...args: A) => {
      onShow(after ?? before);
      act(...args);
    };
  }
  return (
    <div className={styles.columns}>
      <VisuallyHidden role="status">
        {at !== -1 && total !== null && t('list.at', { name: called(fields, rows[at]) ?? t('list.nameless'), at: count(at + 1), total: totalWords(total) })}
      </VisuallyHidden>
      {(!narrow || selected === undefined) && (
        <QueueList ref={listbox} fields={fields} rows={rows} skipped={triaging.skipped} selected={selected} more={list} onSelect={onShow} />
      )}
      {selected !== undefined && (
        <section className={styles.pane}>
          <CompanyPane key={selected} target={{ slug, kind: 'company', id: selected }} fields={fields} stepping={stepping} triaging={onward} />
        </section>
      )}
    </div>
  );
}

function called(fields: RecordFields, row: Row | undefined): string | null {
  return row === undefined ? null : nameOf(fields, row);
}

/** Those put off stand behind the others, in the order in which they were. */
function inTurn(rows: readonly Row[], skipped: readonly string[]): Row[] {
  const put = new Map(skipped.map((id, place) => [id, place]));
  const off = rows.filter(({ id }) => put.has(id)).toSorted((one, other) => (put.get(one.id) ?? 0) - (put.get(other.id) ?? 0));
  return [...rows.filter(({ id }) => !put.has(id)), ...off];
}

/** Fetches all of a company before it is looked at. What fails is asked again then. */
function prepare(slug: string, id: string): void {
  const target = { slug, kind: 'company', id } as const;
  void queries.prefetchQuery(recordOptions(target));
  void queries.prefetchQuery(evidenceOptions(target));
  void queries.prefetchQuery(answerOptions(slug, id));
}
