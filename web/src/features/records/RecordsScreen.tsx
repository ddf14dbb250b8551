import type { RecordKind } from '@leadgen/client';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { useMediaQuery } from '@/lib/media';
import { total as totalWords } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { ErrorState, Skeleton } from '@/ui/states';
import { CALLS_OF } from './calls';
import { NoRecords } from './NoRecords';
import { sortOf, useFields } from './fields';
import { Grid } from './Grid';
import { useLayout } from './layout';
import { OperationFilter } from './OperationFilter';
import { SampleBar } from './SampleBar';
import type { GridSearch } from './search';
import { useText } from './text';
import { Toolbar } from './Toolbar';
import { useRecords } from './useRecords';
import styles from './RecordsScreen.module.css';

const Cards = lazy(async () => ({ default: (await import('./Cards')).Cards }));
const Drawer = lazy(async () => ({ default: (await import('./Drawer')).Drawer }));
const NO_TOTAL = { value: 0, exact: false };

/** All records of one kind: a spreadsheet, or cards where there is no room for one, and a drawer for one record. */
export function RecordsScreen({ kind }: { kind: RecordKind }) {
  const t = useText();
  const { slug } = useWorkspace();
  const mayEdit = useRights().may(CALLS_OF[kind].update);
  const [search, change] = useGridSearch();
  const fields = useFields(slug, kind);
  const layout = useLayout(slug, kind, fields.columns);
  const sorted = sortOf(fields, search.sort);
  const query = { sort: search.sort === sorted ? sorted : undefined, operation: search.operation };
  const records = useRecords(slug, kind, query);
  const narrow = useMediaQuery('(max-width: 699px)');
  const { rows, total, loading, error, more } = records;

  const open = useCallback((record: string | undefined) => change({ record, tab: undefined }), [change]);
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
        {search.operation !== undefined && (
          <OperationFilter slug={slug} id={search.operation} onRemove={() => change({ operation: undefined })} />
        )}
        <div className={styles.list}>
          {loading && <Skeleton lines={12} />}
          {error !== null && rows.length === 0 && <ErrorState error={error} retry={records.retry} />}
          {empty && error === null && <NoRecords kind={kind} slug={slug} filtered={search.operation !== undefined} />}
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
              onSort={sort}
              onOpen={open}
              onNearEnd={more}
              loadingMore={records.loadingMore}
            />
            </Suspense>
          )}
        </div>
        {search.record !== undefined && (
          <Suspense fallback={null}>
            <Drawer
              target={{ slug, kind, id: search.record }}
              tab={search.tab}
              fields={fields}
              rows={rows}
              total={total}
              mayEdit={mayEdit}
              onTab={(tab) => change({ tab })}
              onGo={open}
            />
          </Suspense>
        )}
      </div>
    </Page>
  );
}

type Changes = { [K in keyof GridSearch]: GridSearch[K] | undefined };

/** The state of the grid in the address, and the act that changes a part of it. */
function useGridSearch(): [GridSearch, (changes: Changes) => void] {
  const search: GridSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Changes) =>
      void navigate({ to: '.', search: (now: GridSearch) => ({ ...now, ...changes }), replace: true }),
    [navigate],
  );
  return [search, change];
}
