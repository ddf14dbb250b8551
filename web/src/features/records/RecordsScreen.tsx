import type { RecordKind, View } from '@leadgen/client';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useMediaQuery } from '@/lib/media';
import { total as totalWords } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { ErrorState, Skeleton } from '@/ui/states';
import { CALLS_OF, isAboutFilter } from './calls';
import { NoRecords } from './NoRecords';
import { sortOf, useFields } from './fields';
import { loadGrid } from './loadGrid';
import { useLayout } from './layout';
import type { Tree } from './filters/tree';
import { OperationFilter } from './OperationFilter';
import { FacetsButton } from './facets/FacetsButton';
import { SampleBar } from './SampleBar';
import { SearchBox } from './SearchBox';
import { useSelection } from './selection';
import { filterWith } from './search';
import { useText } from './text';
import { Toolbar } from './Toolbar';
import { useGridSearch } from './useGridSearch';
import { useRecords } from './useRecords';
import { useViews } from './views/useViews';
import { filterInAddress, filterOf, isChanged, storedColumns } from './views/viewing';
import styles from './RecordsScreen.module.css';

const Grid = lazy(async () => ({ default: (await loadGrid()).Grid }));
const Cards = lazy(async () => ({ default: (await import('./Cards')).Cards }));
const BulkBar = lazy(async () => ({ default: (await import('./bulk/BulkBar')).BulkBar }));
const FilterBar = lazy(async () => ({ default: (await import('./filters/FilterBar')).FilterBar }));
const FilterProblem = lazy(async () => ({ default: (await import('./filters/FilterProblem')).FilterProblem }));
const ViewTabs = lazy(async () => ({ default: (await import('./views/ViewTabs')).ViewTabs }));
const ViewGone = lazy(async () => ({ default: (await import('./views/ViewNotices')).ViewGone }));
const ViewNotices = lazy(async () => ({ default: (await import('./views/ViewNotices')).ViewNotices }));
const SaveSegment = lazy(async () => ({ default: (await import('./segments/SaveSegment')).SaveSegment }));
const NoMatches = lazy(async () => ({ default: (await import('./filters/NoMatches')).NoMatches }));
const Drawer = lazy(async () => ({ default: (await import('./Drawer')).Drawer }));
const FacetPanel = lazy(async () => ({ default: (await import('./facets/FacetPanel')).FacetPanel }));
const NO_TOTAL = { value: 0, exact: false };

/** All records of one kind, or those of a view; nothing before it is known which. */
export function RecordsScreen({ kind }: { kind: RecordKind }) {
  const t = useText();
  const { slug } = useWorkspace();
  const [search, change] = useGridSearch();
  const { views, error, retry } = useViews(slug, kind);
  const view = views?.find(({ id }) => id === search.view);
  if (search.view !== undefined && view === undefined) {
    return (
      <Page title={t(`${kind}.title`)}>
        <Suspense fallback={null}>{views !== undefined && <ViewGone kind={kind} onAll={() => change({ view: undefined })} />}</Suspense>
        {views === undefined && (error === null ? <Skeleton lines={12} /> : <ErrorState error={error} retry={retry} />)}
      </Page>
    );
  }
  return <RecordsList kind={kind} views={views ?? []} view={view} />;
}

interface RecordsListProps {
  kind: RecordKind;
  views: readonly View[];
  view: View | undefined;
}

/** A spreadsheet, or cards where there is no room for one, what narrows it, and a drawer for one record. */
function RecordsList({ kind, views, view }: RecordsListProps) {
  const t = useText();
  const { slug } = useWorkspace();
  const mayEdit = useRights().may(CALLS_OF[kind].update);
  const [search, change] = useGridSearch();
  const fields = useFields(slug, kind);
  const base = useMemo(() => view && { id: view.id, stored: storedColumns(fields.columns, view.columns) }, [fields, view]);
  const layout = useLayout(slug, kind, fields.columns, base);
  const asked = search.sort ?? view?.sort ?? undefined;
  const sorted = sortOf(fields, asked);
  const own = filterOf(search, view);
  const filter = filterWith(own, search.q);
  const query = { sort: asked === sorted ? sorted : undefined, operation: search.operation, ...(filter !== undefined && { filter }) };
  const records = useRecords(slug, kind, query);
  const selecting = useSelection(JSON.stringify([slug, query.filter, query.operation]));
  const narrow = useMediaQuery('(max-width: 699px)');
  const { rows, total, loading, error, more } = records;

  const setFilter = useCallback((tree: Tree | null) => change({ filter: filterInAddress(tree, view), record: undefined }), [change, view]);
  const openView = useCallback(
    (id: string | undefined) => change({ view: id, filter: undefined, sort: undefined, q: undefined, operation: undefined, record: undefined }),
    [change],
  );
  const open = useCallback((record: string | undefined) => change({ record, tab: undefined }), [change]);
  const searchFor = useCallback((q: string | undefined) => change({ q, record: undefined }), [change]);
  const sort = useCallback((by: string | undefined) => change({ sort: by }), [change]);
  const List = narrow ? Cards : Grid;
  const empty = !loading && rows.length === 0;
  return (
    <Page
      title={t(`${kind}.title`)}
      detail={total !== null && total.value > 0 && totalWords(total)}
      actions={<Toolbar slug={slug} kind={kind} fields={fields} layout={layout} narrow={narrow} empty={empty} query={query} total={total} onCreated={open} />}
    >
      <div className={styles.screen}>
        <SampleBar slug={slug} />
        <Suspense fallback={<div className={styles.views} />}>
          <ViewTabs
            slug={slug}
            kind={kind}
            views={views}
            view={view}
            isChanged={view !== undefined && isChanged(search, view, layout.columns, layout.base)}
            narrow={narrow}
            layout={layout}
            listed={{ kind, filter, sort: query.sort ?? null }}
            onOpen={openView}
          />
          {view !== undefined && <ViewNotices view={view} />}
        </Suspense>
        <div className={styles.tools}>
          <SearchBox kind={kind} value={search.q} onSearch={searchFor} />
          <FacetsButton isOpen={search.facets === true} onToggle={() => change({ facets: search.facets === true ? undefined : true })} />
          <Suspense fallback={null}>
            <FilterBar slug={slug} kind={kind} filter={own} onFilter={setFilter} />
          </Suspense>
          <Suspense fallback={null}>{filter !== undefined && !empty && <SaveSegment slug={slug} kind={kind} filter={filter} />}</Suspense>
        </div>
        {search.operation !== undefined && (
          <OperationFilter slug={slug} id={search.operation} onRemove={() => change({ operation: undefined })} />
        )}
        <div className={styles.body}>
          {search.facets === true && (
            <Suspense fallback={null}>
              <FacetPanel
                list={{ slug, kind, filter, operation: search.operation }}
                filter={own}
                onFilter={(tree) => setFilter(tree as Tree | null)}
                onClose={() => change({ facets: undefined })}
                narrow={narrow}
              />
            </Suspense>
          )}
          <div className={styles.list}>
            {loading && <Skeleton lines={12} />}
            <Suspense fallback={null}>{error !== null && isAboutFilter(error) && <FilterProblem error={error} filter={own} q={search.q} onFilter={setFilter} />}</Suspense>
            {error !== null && !isAboutFilter(error) && rows.length === 0 && <ErrorState error={error} retry={records.retry} />}
            {empty && error === null && filter !== undefined && (
              <Suspense fallback={null}>
                <NoMatches slug={slug} kind={kind} filter={own} q={search.q} onFilter={setFilter} onSearch={(q) => change({ q })} />
              </Suspense>
            )}
            {empty && error === null && filter === undefined && <NoRecords kind={kind} slug={slug} filtered={search.operation !== undefined} />}
            {rows.length > 0 && (
              <Suspense fallback={<Skeleton lines={12} />}>
                <List
                  slug={slug}
                  fields={fields}
                  layout={layout}
                  rows={rows}
                  total={total ?? NO_TOTAL}
                  sort={sorted}
                  mayEdit={mayEdit}
                  openId={search.record}
                  selecting={selecting}
                  onSort={sort}
                  onOpen={open}
                  onNearEnd={more}
                  onLook={records.look}
                  idsBetween={records.idsBetween}
                  loadingMore={records.loadingMore}
                  isLooking={records.isLooking}
                />
              </Suspense>
            )}
          </div>
        </div>
        {selecting.selection.mode !== 'none' && (
          <Suspense fallback={null}>
            <BulkBar
              slug={slug}
              kind={kind}
              fields={fields}
              columns={layout.shown.map(({ field }) => field.key)}
              query={query}
              total={total}
              selecting={selecting}
            />
          </Suspense>
        )}
        {search.record !== undefined && (
          <Suspense fallback={null}>
            <Drawer
              target={{ slug, kind, id: search.record }}
              tab={search.tab}
              fields={fields}
              rows={rows}
              total={total}
              mayEdit={mayEdit}
              onNearEnd={more}
              onTab={(tab) => change({ tab })}
              onGo={open}
            />
          </Suspense>
        )}
      </div>
    </Page>
  );
}
