import type { FieldQuality } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { count, credits, percent } from '@/lib/format';
import { useWorkspace } from '@/lib/workspace';
import { qualityOptions } from '@/records/enriching/findings';
import { useEnricherNames } from '@/records/enriching/useEnricherNames';
import list from '@/ui/list.module.css';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import styles from './Enrich.module.css';
import { EnrichTabs } from './EnrichTabs';
import { useText } from './text';

/** How often each provider is right about each field, as far as people said so. */
export function QualityScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(qualityOptions(slug));
  return (
    <Page title={t('title')} tab={t('quality')} bar={<EnrichTabs slug={slug} />}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState title={t('unmarked')} detail={t('unmarkedDetail')} />}
      {data !== undefined && data.items.length > 0 && (
        <>
          <p className={styles.lead}>{t('qualityLead')}</p>
          <Table slug={slug} items={data.items} />
        </>
      )}
    </Page>
  );
}

function Table({ slug, items }: { slug: string; items: readonly FieldQuality[] }) {
  const t = useText();
  return (
    <table className={`${list.list} ${styles.quality}`} role="table" aria-label={t('qualityCaption')}>
      <thead className={list.head} role="rowgroup">
        <tr className={list.row} role="row">
          <th role="columnheader">{t('field')}</th>
          <th role="columnheader">{t('enricher')}</th>
          <th role="columnheader" className={list.number}>{t('marked')}</th>
          <th role="columnheader" className={list.number}>{t('accuracy')}</th>
          <th role="columnheader" className={list.number}>{t('coverage')}</th>
          <th role="columnheader" className={list.number}>{t('price')}</th>
        </tr>
      </thead>
      <tbody className={list.body} role="rowgroup">
        {items.map((one) => (
          <Row key={`${one.kind} ${one.field} ${one.enricher}`} slug={slug} figures={one} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ slug, figures }: { slug: string; figures: FieldQuality }) {
  const t = useText();
  const nameOf = useEnricherNames(slug);
  const { enricher, marked, accuracy, interval, coverage, price_per_correct: price } = figures;
  return (
    <tr className={list.row} role="row">
      <th role="rowheader" scope="row" className={`${list.wide} ${list.name}`}>{figures.label}</th>
      <td role="cell" className={list.muted}>{nameOf(enricher)}</td>
      <td role="cell" className={list.number} data-label={t('marked')}>{count(marked)}</td>
      <td role="cell" className={list.number} data-label={t('accuracy')}>
        {accuracy === null ? t('none') : percent(accuracy)}{' '}
        {interval !== null && <span className={styles.muted}>{t('between', { low: percent(interval[0]), high: percent(interval[1]) })}</span>}
      </td>
      <td role="cell" className={list.number} data-label={t('coverage')}>{percent(coverage)}</td>
      <td role="cell" className={list.number} data-label={t('price')}>{price === null ? t('none') : credits(price)}</td>
    </tr>
  );
}
