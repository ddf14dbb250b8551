import type { RunComparison } from '@leadgen/client';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { asApiError } from '@/lib/api';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { runOptions } from './calls';
import styles from './Enrich.module.css';
import { Findings } from './Findings';
import { Report } from './Report';
import { RunActs } from './RunActs';
import { RunFacts } from './RunFacts';
import { useText } from './text';

/** One run: how far it is and what it spent, its report, and everything it found. */
export function RunScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { id } = useParams({ from: '/w/$slug/enrichment/$id' });
  const { data, error, refetch } = useQuery(runOptions(slug, id));
  const isGone = asApiError(error)?.status === 404;
  return (
    <Page title={t('title')} {...(data !== undefined && { tab: data.summary })} actions={data !== undefined && <RunActs slug={slug} run={data} />}>
      <div className={styles.run}>
        <Link className={styles.back} to="/w/$slug/enrichment" params={{ slug }}>
          <IconChevronLeft size={16} stroke={1.5} aria-hidden />
          {t('back')}
        </Link>
        {data === undefined && error === null && <Skeleton />}
        {isGone && <Gone slug={slug} />}
        {error !== null && !isGone && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
        {data !== undefined && (
          <>
            <h2 className={styles.summary}>{data.summary}</h2>
            <RunFacts slug={slug} run={data} />
            <Report slug={slug} run={data} />
            {data.compares === null ? <Findings slug={slug} run={data} /> : <Compared slug={slug} compares={data.compares} />}
          </>
        )}
      </div>
    </Page>
  );
}

/** Instead of findings, which a run that only compares has none of: where both answers stand. */
function Compared({ slug, compares: { run_id: id, provider, model } }: { slug: string; compares: RunComparison }) {
  const t = useText();
  return (
    <section aria-label={t('compares')} className={styles.findings}>
      <header className={styles.findingsHead}>
        <h2>{t('compares')}</h2>
      </header>
      <p>{t('comparesDetail')}</p>
      <p>{t('comparesCommand')}</p>
      <code className={styles.command}>{`leadgen replay ${id} --workspace ${slug} --with ${model ? `${provider}:${model}` : provider}`}</code>
      <p className={styles.links}>
        <Link to="/w/$slug/enrichment/$id" params={{ slug, id }}>
          {t('compared')}
        </Link>
      </p>
    </section>
  );
}

function Gone({ slug }: { slug: string }) {
  const t = useText();
  return (
    <EmptyState
      title={t('gone')}
      detail={t('goneDetail')}
      actions={
        <LinkButton to="/w/$slug/enrichment" params={{ slug }}>
          {t('back')}
        </LinkButton>
      }
    />
  );
}
