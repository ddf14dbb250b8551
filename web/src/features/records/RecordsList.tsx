import type { RecordKind, View } from '@leadgen/client';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { total as totalWords } from '@/lib/format';
import { useMediaQuery } from '@/lib/media';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { CALLS_OF } from '@/records/calls';
import { sortOf, useFields } from '@/records/fields';
import type { Tree } from '@/records/filters/tree';
import { useGrouped } from './groups/useGrouped';
import { NO_HEADS } from './groups/lines';
import { useLayout } from './layout';
import { ListArea } from './ListArea';
import { ListTools } from './ListTools';
import { SampleBar } from './SampleBar';
import { filterWith } from './search';
import { useSelection } from './selection';
import { useText } from './text';
import { Toolbar } from './Toolbar';
import { useGridSearch } from './useGridSearch';
import { useRecords } from './useRecords';
import { filterInAddress, filterOf, groupInAddress, groupOf, isChanged, storedColumns } from './views/viewing';
import styles from './RecordsScreen.module.css';

const BulkBar = lazy(async () => ({ default: (await import('./bulk/BulkBar')).BulkBar }));
const Drawer = lazy(async () => ({ default: (await import('./Drawer')).Drawer }));
const FacetPanel = lazy(async () => ({ default: (await import('./facets/FacetPanel')).FacetPanel }));
const OperationFilter = lazy(async () => ({ default: (await import('@/records/OperationFilter')).OperationFilter }));
const ViewNotices = lazy(async () => ({ default: (await import('./views/ViewNotices')).ViewNotices }));

interface RecordsListProps {
  kind: RecordKind;
  views: readonly View[];
  view: View | undefined;
}

/** A spreadsheet, or cards where there is no room for one, what narrows it, and a drawer for one record. */
export function RecordsList({ kind, views, view }: RecordsListProps) {
  const t = useText();
  const { slug } = useWorkspace();
  const mayEdit = useRights().may(CALLS_OF[kind].update);
  const [search, change] = useGridSearch();
  const narrow = useMediaQuery('(max-width: 699px)');
  const fields = useFields(slug, kind);
  const base = useMemo(() => view && { id: view.id, stored: storedColumns(fields.columns, view.columns) }, [fields, view]);
  const layout = useLayout(slug, kind, fields.columns, base);
  const asked = search.sort ?? view?.sort ?? undefined;
  const sorted = sortOf(fields, asked);
  const own = filterOf(search, view);
  const filter = filterWith(own, search.q);
  const query = { sort: asked === sorted ? sorted : undefined, operation: search.operation, ...(filter !== undefined && { filter }) };
  const groupKey = groupOf(search, view);
  const group = fields.groupable.find((field) => field.key === groupKey);
  const plain = useRecords(slug, kind, query, group === undefined);
  const grouped = useGrouped(slug, kind, query, group);
  const records = group === undefined ? plain : grouped;
  const selecting = useSelection(JSON.stringify([slug, query.filter, query.operation]));
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const { rows, total, loading, more } = records;
  const listed = useMemo(() => (group === undefined ? rows : rows.filter((row) => row !== undefined)), [group, rows]);

  const setFilter = useCallback((tree: Tree | null) => change({ filter: filterInAddress(tree, view), record: undefined }), [change, view]);
  const setGroup = useCallback((key: string | null) => change({ group: groupInAddress(key, view) }), [change, view]);
  const openView = useCallback(
    (id: string | undefined) => change({ view: id, filter: undefined, sort: undefined, group: undefined, q: undefined, operation: undefined, record: undefined }),
    [change],
  );
  const open = useCallback((record: string | undefined) => change({ record, tab: undefined }), [change]);
  const empty = !loading && rows.length === 0;
  return (
    <Page
      title={t(`${kind}.title`)}
      detail={total !== null && total.value > 0 && totalWords(total)}
      actions={<Toolbar slug={slug} kind={kind} fields={fields} layout={layout} narrow={narrow} empty={empty} query={query} total={total} onCreated={open} />}
    >
      <div className={styles.screen}>
        <SampleBar slug={slug} />
        <ListTools
          slug={slug}
          kind={kind}
          fields={fields}
          search={search}
          change={change}
          views={views}
          view={view}
          isChanged={view !== undefined && isChanged(search, view, layout.columns, layout.base)}
          narrow={narrow}
          layout={layout}
          own={own}
          listed={{ kind, filter, sort: query.sort ?? null, groupBy: groupKey ?? null }}
          empty={empty}
          group={group}
          slot={slot}
          setSlot={setSlot}
          onFilter={setFilter}
          onGroup={setGroup}
          onFold={grouped.fold}
          onView={openView}
        />
        <Suspense fallback={null}>
          {view !== undefined && <ViewNotices view={view} />}
          {search.operation !== undefined && (
            <OperationFilter slug={slug} id={search.operation} all={t('filter.remove')} onRemove={() => change({ operation: undefined })} />
          )}
        </Suspense>
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
          <ListArea
            slug={slug}
            kind={kind}
            fields={fields}
            layout={layout}
            records={records}
            heads={group === undefined ? NO_HEADS : grouped.heads}
            sections={group === undefined ? [] : grouped.sections}
            group={group}
            narrow={narrow}
            filter={filter}
            own={own}
            search={search}
            change={change}
            sort={sorted}
            mayEdit={mayEdit}
            selecting={selecting}
            slot={slot}
            onFilter={setFilter}
            onGroup={setGroup}
            onToggle={grouped.toggle}
            onGrow={grouped.grow}
            onOpen={open}
          />
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
              rows={listed}
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
