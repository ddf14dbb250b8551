import type { Field, RecordKind } from '@leadgen/client';
import { lazy, Suspense, useCallback } from 'react';
import { ErrorState, Skeleton } from '@/ui/states';
import { isAboutFilter } from '@/records/calls';
import type { RecordFields } from '@/records/fields';
import type { Tree } from '@/records/filters/tree';
import type { Heads, Section } from './groups/lines';
import type { Layout } from './layout';
import { loadGrid } from './loadGrid';
import { NoRecords } from './NoRecords';
import type { GridSearch } from './search';
import type { Selecting } from './selection';
import type { GridChanges } from './useGridSearch';
import type { Records } from './useRecords';
import styles from './RecordsScreen.module.css';

const Grid = lazy(async () => ({ default: (await loadGrid()).Grid }));
const Cards = lazy(async () => ({ default: (await import('./Cards')).Cards }));
const FilterProblem = lazy(async () => ({ default: (await import('@/records/filters/FilterProblem')).FilterProblem }));
const NoMatches = lazy(async () => ({ default: (await import('./NoMatches')).NoMatches }));
const NO_TOTAL = { value: 0, exact: false };

interface ListAreaProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  layout: Layout;
  records: Records;
  heads: Heads;
  sections: readonly Section[];
  group: Field | undefined;
  narrow: boolean;
  /** With what is searched for in it, and without. */
  filter: unknown;
  own: unknown;
  search: GridSearch;
  change: (changes: GridChanges) => void;
  sort: string;
  mayEdit: boolean;
  selecting: Selecting;
  slot: HTMLElement | null;
  onFilter: (tree: Tree | null) => void;
  onGroup: (key: string | null) => void;
  onToggle: (key: string) => void;
  onGrow: (key: string) => void;
  onOpen: (id: string | undefined) => void;
}

/** The rows, or why there are none. */
export function ListArea(props: ListAreaProps) {
  const { slug, kind, fields, layout, records, heads, sections, group, narrow, filter, own, search, change } = props;
  const { sort, mayEdit, selecting, slot, onFilter, onGroup, onToggle, onGrow, onOpen } = props;
  const { rows, total, loading, error } = records;
  const onSort = useCallback((by: string | undefined) => change({ sort: by }), [change]);
  const empty = !loading && rows.length === 0 && error === null;
  const shared = {
    slug, fields, layout, rows, sort, selecting, onSort, onOpen,
    total: total ?? NO_TOTAL,
    onNearEnd: records.more,
    onLook: records.look,
    idsBetween: records.idsBetween,
  };
  return (
    <div className={styles.list}>
      {loading && <Skeleton lines={12} />}
      <Suspense fallback={null}>{error !== null && isAboutFilter(error) && <FilterProblem error={error} filter={own} q={search.q} onFilter={onFilter} />}</Suspense>
      {error !== null && !isAboutFilter(error) && rows.length === 0 && <ErrorState error={error} retry={records.retry} />}
      {empty && filter !== undefined && (
        <Suspense fallback={null}>
          <NoMatches slug={slug} kind={kind} filter={own} q={search.q} onFilter={onFilter} onSearch={(q) => change({ q })} />
        </Suspense>
      )}
      {empty && filter === undefined && <NoRecords kind={kind} slug={slug} filtered={search.operation !== undefined} />}
      {rows.length > 0 && (
        <Suspense fallback={<Skeleton lines={12} />}>
          {narrow ? (
            <Cards {...shared} heads={heads} sections={sections} group={group} slot={slot} onToggle={onToggle} onGrow={onGrow} />
          ) : (
            <Grid
              {...shared}
              heads={heads}
              sections={sections}
              group={group}
              mayEdit={mayEdit}
              openId={search.record}
              onGroup={onGroup}
              onToggle={onToggle}
              onGrow={onGrow}
              loadingMore={records.loadingMore}
              isLooking={records.isLooking}
            />
          )}
        </Suspense>
      )}
    </div>
  );
}
