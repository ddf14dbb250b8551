import type { ClusterPage } from '@leadgen/client';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { count, total as totalWords } from '@/lib/format';
import { queries } from '@/lib/query';
import { evidenceOptions } from '@/records/calls';
import { useFields } from '@/records/fields';
import { Columns } from '@/ui/deciding/Columns';
import { useOneByOne } from '@/ui/deciding/useOneByOne';
import { clusterOptions } from './calls';
import { ClusterList } from './ClusterList';
import { ClusterPane } from './ClusterPane';
import type { Asked } from './search';
import { useText } from './text';
import type { Deciding } from './useDeciding';
import { useDuplicatesSearch } from './useDuplicatesSearch';

interface ClustersProps {
  asked: Asked;
  list: UseInfiniteQueryResult<InfiniteData<ClusterPage>>;
  narrow: boolean;
  deciding: Deciding;
}

/** Of larger clusters the rest comes when it is looked at. */
const PREPARED = 4;

/** The list beside the one cluster that is looked at; on a phone one of the two. */
export function Clusters({ asked, list, narrow, deciding }: ClustersProps) {
  const { slug, kind, state } = asked;
  const t = useText();
  const fields = useFields(slug, kind);
  const [{ cluster }, change] = useDuplicatesSearch();
  const pane = useRef<HTMLElement>(null);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const go = useCallback((id: string | undefined) => change({ cluster: id }), [change]);
  const { listbox, selected, at, stepping, moving } = useOneByOne({
    ids: items.map(({ id }) => id),
    named: cluster,
    narrow,
    more: list,
    onShow: go,
    prepare: (id) => void prepare(slug, id),
    keys: { ArrowRight: () => pane.current?.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus() },
  });
  const total = list.data?.pages[0]?.counts[state] ?? null;
  const onward = { ...deciding, decide: moving(deciding.decide), takeBack: moving(deciding.takeBack) };
  const place = at === -1 || total === null ? undefined : { at: count(at + 1), total: totalWords(total) };
  const [first] = items[at]?.records ?? [];
  return (
    <Columns
      ref={pane}
      status={place && t('list.at', { name: first?.title ?? t('list.nameless'), ...place })}
      list={(!narrow || selected === undefined) && <ClusterList ref={listbox} clusters={items} selected={selected} more={list} onSelect={go} />}
      pane={selected === undefined ? null : <ClusterPane id={selected} fields={fields} stepping={stepping} position={place && t('cluster.position', place)} deciding={onward} />}
    />
  );
}

/** Fetches a cluster before it is looked at, with where its first records came from. What fails is asked again then. */
async function prepare(slug: string, id: string): Promise<void> {
  await queries.prefetchQuery(clusterOptions(slug, id));
  const { kind, records } = queries.getQueryData(clusterOptions(slug, id).queryKey) ?? { kind: 'contact', records: [] };
  for (const record of records.slice(0, PREPARED)) void queries.prefetchQuery(evidenceOptions({ slug, kind, id: record.id }));
}
