import { listImports, type ImportState } from '@leadgen/client';
import { listImportsInfiniteQueryKey } from '@leadgen/client/query';
import { NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMediaQuery } from '@/lib/media';
import { pages } from '@/lib/paging';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { SearchField } from '@/ui/SearchField';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ImportsTable } from './ImportsTable';
import styles from './ImportsTable.module.css';
import { isWorking, STATE_GROUPS, type StateGroup } from './state';
import { useText } from './text';
import { useUploads } from './upload/queue';

const FALLBACK_MS = 2000;

/** All imports of the workspace, newest first, those on their way included; the address holds what is looked for. */
export function ImportsScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const mayImport = useRights().may('uploadImport');
  const { search, state } = useSearch({ from: '/w/$slug/imports' });
  const isFiltered = search !== undefined || state !== undefined;
  const uploads = useUploads(slug);
  const imports = useImports(slug, search, state);
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = imports.isSuccess && items.length === 0 && uploads.length === 0;
  const begin = mayImport && (
    <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>
      {t('list.new')}
    </LinkButton>
  );
  const isBare = isEmpty && !isFiltered;
  const isTouch = useMediaQuery('(hover: none)');
  return (
    <Page
      title={t('list.title')}
      actions={!isBare && begin}
      {...(!isBare && { bar: <Filters search={search} state={state} /> })}
    >
      {imports.isPending && <Skeleton />}
      {imports.isError && items.length === 0 && (
        <ErrorState error={imports.error} retry={() => void imports.refetch()} />
      )}
      {isBare && (
        <EmptyState
          icon={<IconDownload size={18} stroke={1.5} aria-hidden />}
          title={t('list.emptyTitle')}
          detail={mayImport ? [t('list.emptyDetail'), !isTouch && t('list.emptyHint')].filter(Boolean).join(' ') : t('file.readOnly')}
          actions={begin}
        />
      )}
      {isEmpty && isFiltered && <EmptyState title={t('list.noneTitle')} detail={t('list.noneDetail')} />}
      {(items.length > 0 || uploads.length > 0) && (
        <ImportsTable
          slug={slug}
          uploads={uploads}
          imports={items}
          more={imports.hasNextPage ? () => void imports.fetchNextPage() : null}
          loadingMore={imports.isFetchingNextPage}
        />
      )}
    </Page>
  );
}

interface FiltersProps {
  search: string | undefined;
  state: StateGroup | undefined;
}

function Filters({ search = '', state }: FiltersProps) {
  const t = useText();
  const navigate = useNavigate();
  const show = useCallback(
    (change: { search?: string | undefined; state?: StateGroup | undefined }) =>
      void navigate({ to: '.', search: (now: object) => ({ ...now, ...change }), replace: true }),
    [navigate],
  );
  const find = useCallback((text: string) => show({ search: text || undefined }), [show]);
  const groups = Object.keys(STATE_GROUPS) as StateGroup[];
  return (
    <div className={styles.filters} role="search" aria-label={t('list.filters')}>
      <SearchField label={t('list.search')} value={search} onSearch={find} />
      <NativeSelect
        size="xs"
        aria-label={t('list.state')}
        value={state ?? ''}
        data={[{ value: '', label: t('list.everyState') }, ...groups.map((value) => ({ value, label: t(`list.states.${value}`) }))]}
        onChange={(event) => show({ state: groups.find((one) => one === event.currentTarget.value) })}
      />
    </div>
  );
}

function useImports(slug: string, search: string | undefined, group: StateGroup | undefined) {
  const state: readonly ImportState[] | undefined = group && STATE_GROUPS[group];
  const filter = { ...(search !== undefined && { search }), ...(state !== undefined && { state: [...state] }) };
  return useInfiniteQuery({
    ...pages(listImportsInfiniteQueryKey({ path: { slug }, query: filter }), (cursor, signal) =>
      listImports({ path: { slug }, query: { ...filter, ...cursor }, signal, throwOnError: true }),
    ),
    // What is typed narrows what is seen; the list does not blink between two letters.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((one) => isWorking(one.state))) ? FALLBACK_MS : false,
  });
}
