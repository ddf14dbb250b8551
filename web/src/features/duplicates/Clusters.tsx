import type { ClusterPage } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { count, total as totalWords } from '@/lib/format';
import { queries } from '@/lib/query';
import { evidenceOptions } from '@/records/calls';
import { useFields } from '@/records/fields';
import { clusterOptions } from './calls';
import type { Stepping } from './ClusterHead';
import { ClusterList } from './ClusterList';
import { ClusterPane } from './ClusterPane';
import styles from './Duplicates.module.css';
import type { Asked } from './search';
import { useText } from './text';
import type { Deciding } from './useDeciding';
import { useDuplicatesSearch } from './useDuplicatesSearch';
import { useKeys } from '@/ui/useKeys';

interface ClustersProps {
  asked: Asked;
  list: UseInfiniteQueryResult<InfiniteData<ClusterPage>>;
  narrow: boolean;
  deciding: Deciding;
}

const NEAR_END = 5;
/** Of larger clusters the rest comes when it is looked at. */
const PREPARED = 4;

/** The list beside the one cluster that is looked at; on a phone one of the two. */
export function Clusters({ asked, list, narrow, deciding }: ClustersProps) {
  const { slug, kind, state } = asked;
  const t = useText();
  const fields = useFields(slug, kind);
  const [{ cluster }, change] = useDuplicatesSearch();
  const listbox = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const selected = cluster ?? (narrow ? undefined : items[0]?.id);
  const at = items.findIndex(({ id }) => id === selected);
  const before = items[at - 1]?.id;
  const after = at === -1 ? items[0]?.id : items[at + 1]?.id;
  const go = useCallback((id: string | undefined) => change({ cluster: id }), [change]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (at + NEAR_END > items.length && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [at, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  // The next one is there before it is asked for, so that a decision leads to it at once.
  useEffect(() => {
    for (const id of [after, before]) if (id !== undefined) void prepare(slug, id);
  }, [slug, after, before]);
  // Where what had the focus went with the cluster before, the list has it: the keys go on from there.
  useEffect(() => {
    if (document.activeElement === document.body) listbox.current?.focus({ preventScroll: true });
  }, [selected]);
  const onPrevious = before === undefined ? undefined : () => go(before);
  const onNext = after === undefined ? undefined : () => go(after);
  const toList = () => (narrow ? go(undefined) : listbox.current?.focus({ preventScroll: true }));
  useKeys({
    j: onNext,
    ArrowDown: onNext,
    k: onPrevious,
    ArrowUp: onPrevious,
    ArrowRight: () => pane.current?.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus(),
    ArrowLeft: toList,
    Escape: toList,
  });
  const total = list.data?.pages[0]?.counts[state] ?? null;
  const stepping: Stepping = { at, total, onPrevious, onNext, onBack: narrow ? () => go(undefined) : undefined };
  // Whoever decides goes on to the next one, at the end of the list to the one before.
  const onward = { ...deciding, decide: moving(deciding.decide), takeBack: moving(deciding.takeBack) };
  function moving<A extends unknown[]>(act: (...args: A) => void) {
    return (...args: A) => {
      go(after ?? before);
      act(...args);
    };
  }
  const [first] = items[at]?.records ?? [];
  return (
    <div className={styles.columns}>
      <VisuallyHidden role="status">
        {at !== -1 && total !== null && t('list.at', { name: first?.title ?? t('list.nameless'), at: count(at + 1), total: totalWords(total) })}
      </VisuallyHidden>
      {(!narrow || selected === undefined) && (
        <ClusterList ref={listbox} clusters={items} selected={selected} more={list} onSelect={go} />
      )}
      {selected !== undefined && (
        <section ref={pane} className={styles.pane}>
          <ClusterPane id={selected} fields={fields} stepping={stepping} deciding={onward} />
        </section>
      )}
    </div>
  );
}

/** Fetches a cluster before it is looked at, with where its first records came from. What fails is asked again then. */
async function prepare(slug: string, id: string): Promise<void> {
  await queries.prefetchQuery(clusterOptions(slug, id));
  const { kind, records } = queries.getQueryData(clusterOptions(slug, id).queryKey) ?? { kind: 'contact', records: [] };
  for (const record of records.slice(0, PREPARED)) void queries.prefetchQuery(evidenceOptions({ slug, kind, id: record.id }));
}
