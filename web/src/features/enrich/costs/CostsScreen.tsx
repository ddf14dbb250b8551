import type { Costs } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { EnrichTabs } from '../EnrichTabs';
import { useText as useEnrichText } from '../text';
import { Breakdown } from './Breakdown';
import { type Cut, costsOptions, fileOf } from './calls';
import styles from './Costs.module.css';
import { Days } from './Days';
import { Limits } from './Limits';
import { Narrowed } from './Narrowed';
import { Runs } from './Runs';
import { spanOf } from './spans';
import { useText } from './text';
import { Total } from './Total';

/** What enrichment cost in some days, by every side; each number leads to the runs behind it. */
export function CostsScreen() {
  const t = useText();
  const enrich = useEnrichText();
  const { slug } = useWorkspace();
  const search = useSearch({ from: '/w/$slug/enrichment/costs' });
  const cut: Cut = { ...spanOf('month'), ...search };
  const { data, error, refetch } = useQuery(costsOptions(slug, cut));
  return (
    <Page
      title={enrich('title')}
      tab={t('tab')}
      bar={<EnrichTabs slug={slug} />}
      actions={
        <Button component="a" href={fileOf(slug, cut)} download leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}>
          {t('export')}
        </Button>
      }
    >
      <div className={styles.body}>
        <Narrowed slug={slug} cut={cut} costs={data} />
        {data === undefined && error === null && <Skeleton lines={9} />}
        {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
        {data !== undefined && <Figures slug={slug} cut={cut} costs={data} />}
      </div>
    </Page>
  );
}

function Figures({ slug, cut, costs }: { slug: string; cut: Cut; costs: Costs }) {
  const t = useText();
  return (
    <>
      <div className={styles.pair}>
        <Total figures={costs.total} />
        <Limits slug={slug} />
      </div>
      {costs.total.steps === 0 ? (
        <EmptyState title={t('emptyTitle')} detail={t('emptyDetail')} />
      ) : (
        <>
          <Days slug={slug} cut={cut} days={costs.days} />
          <Breakdown slug={slug} side="stage" lines={costs.stages} />
          <Breakdown slug={slug} side="provider" lines={costs.providers} />
          <Breakdown slug={slug} side="model" lines={costs.models} />
          <Breakdown slug={slug} side="member" lines={costs.members} />
          <Runs slug={slug} cut={cut} />
        </>
      )}
    </>
  );
}
