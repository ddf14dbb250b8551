import type { Field, RecordKind, View } from '@leadgen/client';
import { lazy, Suspense, useCallback } from 'react';
import type { RecordFields } from '@/records/fields';
import { FacetsButton } from './facets/FacetsButton';
import type { Tree } from '@/records/filters/tree';
import type { Layout } from './layout';
import { SearchBox } from './SearchBox';
import type { GridSearch } from './search';
import type { GridChanges } from './useGridSearch';
import type { Listed } from './views/useViewActs';
import styles from './RecordsScreen.module.css';

const FilterBar = lazy(async () => ({ default: (await import('@/records/filters/FilterBar')).FilterBar }));
const GroupBy = lazy(async () => ({ default: (await import('./groups/GroupBy')).GroupBy }));
const SaveSegment = lazy(async () => ({ default: (await import('./segments/SaveSegment')).SaveSegment }));
const ViewTabs = lazy(async () => ({ default: (await import('./views/ViewTabs')).ViewTabs }));

interface ListToolsProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  search: GridSearch;
  change: (changes: GridChanges) => void;
  views: readonly View[];
  view: View | undefined;
  isChanged: boolean;
  narrow: boolean;
  layout: Layout;
  /** The filter without what is searched for. */
  own: unknown;
  listed: Listed;
  empty: boolean;
  /** By whose values the rows stand in groups. */
  group: Field | undefined;
  /** Where cards, and a changed view, put their own tools when there is one row for all. */
  slot: HTMLElement | null;
  setSlot: (slot: HTMLElement | null) => void;
  onFilter: (tree: Tree | null) => void;
  onGroup: (key: string | null) => void;
  onFold: (closed: boolean) => void;
  onView: (id: string | undefined) => void;
}

/** What is listed: the saved views, and what narrows and groups. Below 700 px two rows, of which the lower one scrolls. */
export function ListTools(props: ListToolsProps) {
  const { slug, kind, fields, search, change, views, view, isChanged, narrow, layout, own, listed, empty, group, slot, setSlot } = props;
  const { onFilter, onGroup, onFold, onView } = props;
  const searchFor = useCallback((q: string | undefined) => change({ q, record: undefined }), [change]);
  const searchBox = <SearchBox kind={kind} value={search.q} onSearch={searchFor} />;
  return (
    <>
      <div className={styles.top}>
        <Suspense fallback={<div className={styles.views} />}>
          <ViewTabs
            slug={slug}
            kind={kind}
            views={views}
            view={view}
            isChanged={isChanged}
            narrow={narrow}
            slot={slot}
            layout={layout}
            listed={listed}
            onOpen={onView}
          />
        </Suspense>
        {narrow && searchBox}
      </div>
      <div className={styles.tools}>
        {!narrow && searchBox}
        <FacetsButton isOpen={search.facets === true} onToggle={() => change({ facets: search.facets === true ? undefined : true })} />
        <Suspense fallback={null}>
          <GroupBy kind={kind} fields={fields} isShown={layout.isShown} group={group} onGroup={onGroup} onFold={onFold} />
        </Suspense>
        <Suspense fallback={null}>
          <FilterBar slug={slug} kind={kind} filter={own} onFilter={onFilter} />
        </Suspense>
        <Suspense fallback={null}>{listed.filter !== undefined && !empty && <SaveSegment slug={slug} kind={kind} filter={listed.filter} />}</Suspense>
        {narrow && <div ref={setSlot} className={styles.slot} />}
      </div>
    </>
  );
}
