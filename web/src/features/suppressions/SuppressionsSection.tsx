import { listSuppressions, removeSuppression, type Suppression } from '@leadgen/client';
import { listSuppressionsInfiniteQueryKey } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useCreating } from '@/lib/creating';
import { pages } from '@/lib/paging';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Confirm } from '@/ui/Confirm';
import { SearchField } from '@/ui/SearchField';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { AddDialog } from './AddDialog';
import { SuppressionsTable } from './SuppressionsTable';
import { useText } from './text';

/** Who is never written to: looked up, added, and taken off again. */
export function SuppressionsSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const { search } = useSearch({ from: '/w/$slug/settings/do-not-contact' });
  const [adding, setAdding] = useCreating();
  const [removing, setRemoving] = useState<Suppression | null>(null);
  const list = useSuppressions(slug, search);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = list.isSuccess && items.length === 0;
  const isBare = isEmpty && search === undefined;
  const add = may('addSuppression') && (
    <Button variant="filled" onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Section title={t('title')} lead={t('lead')} action={!isBare && add}>
      {!isBare && <Search search={search} />}
      {list.isPending && <Skeleton />}
      {list.isError && items.length === 0 && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {isBare && (
        <EmptyState
          icon={<IconMailOff size={18} stroke={1.5} aria-hidden />}
          title={t('emptyTitle')}
          detail={t(may('addSuppression') ? 'emptyDetail' : 'emptyReadOnly')}
          actions={add}
        />
      )}
      {isEmpty && !isBare && <EmptyState title={t('noneTitle')} detail={t('noneDetail')} />}
      {items.length > 0 && (
        <SuppressionsTable
          slug={slug}
          items={items}
          onRemove={may('removeSuppression') ? setRemoving : null}
          more={list.hasNextPage ? () => void list.fetchNextPage() : null}
          loadingMore={list.isFetchingNextPage}
        />
      )}
      {adding && may('addSuppression') && <AddDialog slug={slug} onClose={() => setAdding(false)} />}
      {removing !== null && <RemoveDialog slug={slug} suppression={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function Search({ search = '' }: { search: string | undefined }) {
  const t = useText();
  const navigate = useNavigate();
  const find = useCallback(
    (text: string) =>
      void navigate({ to: '.', search: (now: object) => ({ ...now, search: text || undefined }), replace: true }),
    [navigate],
  );
  return (
    <div role="search">
      <SearchField label={t('search')} value={search} onSearch={find} />
    </div>
  );
}

interface RemoveProps {
  slug: string;
  suppression: Suppression;
  onClose: () => void;
}

function RemoveDialog({ slug, suppression: { id, value }, onClose }: RemoveProps) {
  const t = useText();
  const remove = async () => {
    await removeSuppression({ path: { slug, id }, throwOnError: true });
    await refresh(['listSuppressions']);
    toast(t('removed'));
  };
  const title = value === null ? t('removeTitleErased') : t('removeTitle', { value });
  return (
    <Confirm title={title} verb={t('remove')} act={remove} onClose={onClose}>
      <p>{t('removeDetail')}</p>
    </Confirm>
  );
}

function useSuppressions(slug: string, search: string | undefined) {
  const filter = search === undefined ? {} : { search };
  return useInfiniteQuery({
    ...pages(listSuppressionsInfiniteQueryKey({ path: { slug }, query: filter }), (cursor, signal) =>
      listSuppressions({ path: { slug }, query: { ...filter, ...cursor }, signal, throwOnError: true }),
    ),
    placeholderData: keepPreviousData,
    // Imports add to it without a word: whoever opens the list wants it as it is now.
    staleTime: 0,
  });
}
