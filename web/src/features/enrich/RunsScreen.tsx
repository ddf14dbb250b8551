import { IconSparkles } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { runsOptions } from './calls';
import { RunsTable } from './RunsTable';
import { EnrichTabs } from './EnrichTabs';
import { useText } from './text';

/** Every run that asked for values: how far it is, what it found, what it spent of its ceiling. */
export function RunsScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const runs = useInfiniteQuery(runsOptions(slug));
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('title')} bar={<EnrichTabs slug={slug} />}>
      {runs.isPending && <Skeleton />}
      {runs.isError && items.length === 0 && <ErrorState error={runs.error} retry={() => void runs.refetch()} />}
      {runs.isSuccess && items.length === 0 && <Nothing slug={slug} />}
      {items.length > 0 && <RunsTable slug={slug} runs={items} more={runs} />}
    </Page>
  );
}

function Nothing({ slug }: { slug: string }) {
  const t = useText();
  return (
    <EmptyState
      icon={<IconSparkles size={18} stroke={1.5} aria-hidden />}
      title={t('emptyTitle')}
      detail={t('emptyDetail')}
      actions={
        <LinkButton variant="filled" to="/w/$slug/contacts" params={{ slug }}>
          {t('emptyAct')}
        </LinkButton>
      }
    />
  );
}
