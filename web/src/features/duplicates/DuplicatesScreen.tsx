import { ActionIcon, Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconKeyboard } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMediaQuery } from '@/lib/media';
import { useMay } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { OperationFilter } from '@/records/OperationFilter';
import { Page } from '@/ui/Page';
import { ErrorState, Skeleton } from '@/ui/states';
import { clustersOptions } from './calls';
import { Clusters } from './Clusters';
import styles from './Duplicates.module.css';
import { NeverScanned, NothingThere } from './Nothing';
import { ScanButton, ScanFacts } from './ScanFacts';
import { ORDERS, type Asked } from './search';
import { StateBar } from './StateBar';
import { useText } from './text';
import { useDeciding } from './useDeciding';
import { useDuplicatesSearch } from './useDuplicatesSearch';
import { useKeys } from '@/ui/useKeys';
import { useScan } from './useScan';

const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog')).KeysDialog }));
const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }));
const ThresholdsDialog = lazy(async () => ({ default: (await import('./ThresholdsDialog')).ThresholdsDialog }));

type Open = 'keys' | 'thresholds' | 'bulk';

/** The records that are probably one, cluster by cluster: looked at, decided, taken back. */
export function DuplicatesScreen() {
  const t = useText();
  const may = useMay();
  const { slug } = useWorkspace();
  const [{ kind = 'contact', state = 'open', sort = 'surest', operation, cluster }, change] = useDuplicatesSearch();
  const [open, setOpen] = useState<Open | null>(null);
  const narrow = useMediaQuery('(max-width: 699px)');
  const asked: Asked = { slug, kind, state, sort: ORDERS[sort], operation };
  const scanning = useScan(slug, kind);
  const list = useInfiniteQuery(clustersOptions(asked));
  const counts = list.data?.pages[0]?.counts;
  const isNever = scanning.scans?.length === 0 && counts !== undefined && Object.values(counts).every(({ value }) => value === 0);
  const problem = list.data === undefined ? list.error : null;
  const isEmpty = list.data?.pages.every(({ items }) => items.length === 0) === true && !list.hasNextPage;
  // What was decided leaves the list: behind the last one of a page there may be another page.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const isBare = list.data?.pages.every(({ items }) => items.length === 0) === true;
  useEffect(() => {
    if (isBare && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isBare, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const deciding = useDeciding({ asked, onShow: (id) => change({ cluster: id }) });
  useKeys({ '?': () => setOpen('keys'), u: deciding.undo });
  const close = () => setOpen(null);
  const mayBulk = operation === undefined && may('mergeDuplicates') && (scanning.last?.automatic_clusters ?? 0) > 0 && (counts?.open.value ?? 0) > 0;
  return (
    <Page
      title={t('title')}
      detail={!narrow && <ScanFacts kind={kind} scanning={scanning} />}
      actions={
        <>
          {!narrow && (
            <ActionIcon aria-label={t('keys.button')} title={t('keys.button')} onClick={() => setOpen('keys')}>
              <IconKeyboard size={16} stroke={1.5} aria-hidden />
            </ActionIcon>
          )}
          <ActionIcon aria-label={t('thresholds.button')} title={t('thresholds.button')} onClick={() => setOpen('thresholds')}>
            <IconAdjustmentsHorizontal size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
          {!isNever && <ScanButton scanning={scanning} />}
        </>
      }
      // On a phone the one cluster has the screen for itself.
      bar={narrow && cluster !== undefined ? undefined : (
        <StateBar kind={kind} state={state} sort={sort} counts={counts} onChange={change}>
          {state === 'open' && mayBulk && <Button onClick={() => setOpen('bulk')}>{t('bulk.button')}</Button>}
        </StateBar>
      )}
    >
      <div className={styles.screen}>
        {operation !== undefined && <OperationFilter slug={slug} id={operation} all={t('showAll')} onRemove={() => change({ operation: undefined, cluster: undefined })} />}
        {state === 'open' && !isEmpty && scanning.newest?.state === 'failed' && (
          <p className={styles.failed} role="alert">
            <strong>{t('scan.failed')}.</strong> {scanning.newest.error} {t('scan.kept')}
          </p>
        )}
        {problem !== null && <ErrorState error={problem} retry={() => void list.refetch()} />}
        {problem === null && (list.isPending || scanning.scans === undefined) && <Skeleton lines={8} />}
        {isNever && <NeverScanned slug={slug} kind={kind} scanning={scanning} />}
        {!isNever && isEmpty && counts !== undefined && scanning.scans !== undefined && (
          <NothingThere kind={kind} state={state} operation={operation} counts={counts} scanning={scanning} />
        )}
        {!isNever && !isEmpty && list.data !== undefined && scanning.scans !== undefined && (
          <Clusters key={`${kind} ${state} ${sort} ${operation}`} asked={asked} list={list} narrow={narrow} deciding={deciding} />
        )}
      </div>
      <Suspense fallback={null}>
        {open === 'keys' && <KeysDialog onClose={close} />}
        {open === 'bulk' && <BulkDialog slug={slug} kind={kind} onClose={close} />}
        {open === 'thresholds' && <ThresholdsDialog slug={slug} onClose={close} />}
      </Suspense>
    </Page>
  );
}
