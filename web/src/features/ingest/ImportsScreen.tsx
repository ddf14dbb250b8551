import { listImports } from '@leadgen/client';
import { listImportsInfiniteQueryKey } from '@leadgen/client/query';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '@/lib/paging';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ImportsTable } from './ImportsTable';
import { isWorking } from './state';
import { useText } from './text';
import { useUploads } from './upload/queue';

const FALLBACK_MS = 2000;

/** All imports of the workspace, newest first, those on their way included. */
export function ImportsScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const mayImport = useRights().may('uploadImport');
  const uploads = useUploads(slug);
  const imports = useInfiniteQuery({
    ...pages(listImportsInfiniteQueryKey({ path: { slug } }), (query, signal) =>
      listImports({ path: { slug }, query, signal, throwOnError: true }),
    ),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => isWorking(state))) ? FALLBACK_MS : false,
  });
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = imports.isSuccess && items.length === 0 && uploads.length === 0;
  const begin = mayImport && (
    <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>
      {t('list.new')}
    </LinkButton>
  );
  return (
    <Page title={t('list.title')} actions={!isEmpty && begin}>
      {imports.isPending && <Skeleton />}
      {imports.isError && items.length === 0 && (
        <ErrorState error={imports.error} retry={() => void imports.refetch()} />
      )}
      {isEmpty && (
        <EmptyState
          icon={<IconDownload size={18} stroke={1.5} aria-hidden />}
          title={t('list.emptyTitle')}
          detail={mayImport ? `${t('list.emptyDetail')} ${t('list.emptyHint')}` : t('file.readOnly')}
          actions={begin}
        />
      )}
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
