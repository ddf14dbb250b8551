import { ActionIcon } from '@mantine/core';
import { IconChecklist, IconKeyboard } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { total as totalWords } from '@/lib/format';
import { useMediaQuery } from '@/lib/media';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useKeys } from '@/ui/useKeys';
import { EnrichTabs } from '../EnrichTabs';
import { queueOptions, rulesOptions } from './calls';
import { Queue } from './Queue';
import { useText } from './text';
import { useTriaging } from './useTriaging';

const KeysDialog = lazy(async () => ({ default: (await import('./TriageKeys')).TriageKeys }));

/** The companies that the rules of triage ask about: one at a time, decided by key, each taken back by key. */
export function TriageScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { company } = useSearch({ from: '/w/$slug/enrichment/triage' });
  const navigate = useNavigate();
  const [isHelping, setHelping] = useState(false);
  const narrow = useMediaQuery('(max-width: 699px)');
  const rules = useQuery(rulesOptions(slug));
  const queue = useInfiniteQuery(queueOptions(slug));
  const show = useCallback(
    (id: string | undefined) => void navigate({ to: '/w/$slug/enrichment/triage', params: { slug }, search: id === undefined ? {} : { company: id }, replace: true }),
    [navigate, slug],
  );
  const triaging = useTriaging(slug, show);
  useKeys({ '?': () => setHelping(true), u: triaging.undo });
  // What was decided leaves the queue: behind the last one of a page there may be another page.
  const isBare = queue.data?.pages.every(({ items }) => items.length === 0) === true;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  useEffect(() => {
    if (isBare && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isBare, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const error = rules.data === undefined ? rules.error : queue.data === undefined ? queue.error : null;
  const isThere = rules.data !== undefined && queue.data !== undefined;
  const waiting = queue.data?.pages[0]?.total;
  return (
    <Page
      title={t('title')}
      tab={t('queue')}
      detail={waiting !== undefined && waiting.value > 0 && totalWords(waiting)}
      actions={
        !narrow && (
          <ActionIcon aria-label={t('keys.button')} title={t('keys.button')} onClick={() => setHelping(true)}>
            <IconKeyboard size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        )
      }
      bar={narrow && company !== undefined ? undefined : <EnrichTabs slug={slug} />}
    >
      {error !== null && <ErrorState error={error} retry={() => void Promise.all([rules.refetch(), queue.refetch()])} />}
      {error === null && !isThere && <Skeleton lines={8} />}
      {isThere && isBare && !hasNextPage && company === undefined && <Nothing slug={slug} isRuled={rules.data.length > 0} />}
      {isThere && !(isBare && !hasNextPage && company === undefined) && (
        <Queue slug={slug} list={queue} company={company} narrow={narrow} triaging={triaging} onShow={show} />
      )}
      <Suspense fallback={null}>{isHelping && <KeysDialog onClose={() => setHelping(false)} />}</Suspense>
    </Page>
  );
}

/** Because all is decided, or because nobody said what is worth it. */
function Nothing({ slug, isRuled }: { slug: string; isRuled: boolean }) {
  const t = useText();
  const { may, whoMay } = useRights();
  const icon = <IconChecklist size={18} stroke={1.5} aria-hidden />;
  if (isRuled) return <EmptyState icon={icon} title={t('nothing.title')} detail={t('nothing.detail')} />;
  if (!may('updateTriageRules')) {
    return <EmptyState icon={icon} title={t('nothing.title')} detail={t('nothing.rulesRead', { who: whoMay('updateTriageRules').join(', ') })} />;
  }
  return (
    <EmptyState
      icon={icon}
      title={t('nothing.rulesTitle')}
      detail={t('nothing.rulesDetail')}
      actions={<LinkButton variant="filled" to="/w/$slug/enrichment/triage/rules" params={{ slug }}>{t('nothing.rulesAct')}</LinkButton>}
    />
  );
}
