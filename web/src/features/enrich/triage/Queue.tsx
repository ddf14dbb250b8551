import type { Row } from '@leadgen/client';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { count, total as totalWords } from '@/lib/format';
import { queries } from '@/lib/query';
import { evidenceOptions, recordOptions } from '@/records/calls';
import { nameOf, type RecordFields, useFields } from '@/records/fields';
import { Columns } from '@/ui/deciding/Columns';
import { useOneByOne } from '@/ui/deciding/useOneByOne';
import { answerOptions, type QueuePage } from './calls';
import { CompanyPane } from './CompanyPane';
import { QueueList } from './QueueList';
import { useText } from './text';
import type { Triaging } from './useTriaging';

interface QueueProps {
  slug: string;
  list: UseInfiniteQueryResult<InfiniteData<QueuePage>>;
  company: string | undefined;
  narrow: boolean;
  triaging: Triaging;
  onShow: (id: string | undefined) => void;
}

/** The queue beside the one company that is looked at; on a phone one of the two. */
export function Queue({ slug, list, company, narrow, triaging, onShow }: QueueProps) {
  const t = useText();
  const fields = useFields(slug, 'company');
  const rows = inTurn(list.data?.pages.flatMap((page) => page.items) ?? [], triaging.skipped);
  const { listbox, selected, at, stepping, moving } = useOneByOne({
    ids: rows.map(({ id }) => id),
    named: company,
    narrow,
    more: list,
    onShow,
    prepare: (id) => prepare(slug, id),
  });
  const total = list.data?.pages[0]?.total ?? null;
  const onward: Triaging = { ...triaging, decide: moving(triaging.decide), skip: moving(triaging.skip) };
  const place = at === -1 || total === null ? undefined : { at: count(at + 1), total: totalWords(total) };
  return (
    <Columns
      status={place && t('list.at', { name: called(fields, rows[at]) ?? t('list.nameless'), ...place })}
      list={
        (!narrow || selected === undefined) && (
          <QueueList ref={listbox} fields={fields} rows={rows} skipped={triaging.skipped} selected={selected} more={list} onSelect={onShow} />
        )
      }
      pane={
        selected === undefined ? null : (
          <CompanyPane
            key={selected}
            target={{ slug, kind: 'company', id: selected }}
            fields={fields}
            stepping={stepping}
            position={place && t('pane.position', place)}
            triaging={onward}
          />
        )
      }
    />
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
