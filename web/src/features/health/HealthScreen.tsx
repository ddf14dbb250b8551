import type { DataHealth, RecordKind } from '@leadgen/client';
import { getDataHealthOptions } from '@leadgen/client/query';
import { IconActivityHeartbeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { total } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { When } from '@/ui/marks';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import tabs from '@/ui/tabs.module.css';
import { FieldsTable } from './FieldsTable';
import { Score } from './Score';
import { useText } from './text';
import styles from './Health.module.css';

/** How much of the data is there, and what of it nobody should rely on; every number opens its records. */
export function HealthScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { kind = 'contact' } = useSearch({ from: '/w/$slug/health' });
  const { data, error, isPending, refetch } = useQuery({ ...getDataHealthOptions({ path: { slug }, query: { kind } }), staleTime: 0 });
  return (
    <Page title={t('title')} detail={data !== undefined && data.total.value > 0 && <Counted health={data} />} actions={data !== undefined && data.total.value > 0 && <Acts slug={slug} kind={kind} />} bar={<Kinds slug={slug} />}>
      {isPending && <Skeleton lines={9} />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.total.value === 0 && <Nothing slug={slug} kind={kind} />}
      {data !== undefined && data.total.value > 0 && (
        <div className={styles.body}>
          <Score slug={slug} health={data} />
          <FieldsTable key={kind} slug={slug} health={data} />
          {!data.total.exact && <p className={styles.note}>{t('estimated')}</p>}
        </div>
      )}
    </Page>
  );
}

function Counted({ health }: { health: DataHealth }) {
  const t = useText();
  return (
    <>
      {total(health.total)} · {t('asOf')} <When at={health.as_of} />
    </>
  );
}

/** What helps beside what single findings offer: whatever is there twice, and whatever can be read better today. */
function Acts({ slug, kind }: { slug: string; kind: RecordKind }) {
  const t = useText();
  const may = useMay();
  return (
    <>
      <LinkButton variant="subtle" color="gray" to="/w/$slug/duplicates" params={{ slug }} search={kind === 'contact' ? {} : { kind }}>
        {t('duplicates')}
      </LinkButton>
      {may('previewCleanup') && (
        <LinkButton to="/w/$slug/cleanup" params={{ slug }} search={{ kind }}>
          {t('cleanUp')}
        </LinkButton>
      )}
    </>
  );
}

const KINDS: readonly RecordKind[] = ['contact', 'company'];

function Kinds({ slug }: { slug: string }) {
  const t = useText();
  return (
    <nav aria-label={t('tabs')} className={tabs.tabs}>
      {KINDS.map((one) => (
        <Link key={one} className={tabs.tab} to="/w/$slug/health" params={{ slug }} search={one === 'contact' ? {} : { kind: one }} activeOptions={{ exact: true, includeSearch: true }} replace>
          {t(`${one}.all`)}
        </Link>
      ))}
    </nav>
  );
}

function Nothing({ slug, kind }: { slug: string; kind: RecordKind }) {
  const t = useText();
  const may = useMay();
  return (
    <EmptyState
      icon={<IconActivityHeartbeat size={18} stroke={1.5} aria-hidden />}
      title={t(`${kind}.empty`)}
      detail={t('emptyDetail')}
      actions={
        may('uploadImport') && (
          <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>
            {t('emptyAct')}
          </LinkButton>
        )
      }
    />
  );
}
