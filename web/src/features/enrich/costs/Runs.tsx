import type { CostRun } from '@leadgen/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { all, count, credits, ownCost } from '@/lib/format';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { ErrorState, Skeleton } from '@/ui/states';
import { useEndInSight } from '@/ui/useEndInSight';
import { type Cut, costRunsOptions } from './calls';
import styles from './Costs.module.css';
import { useText } from './text';

/** The runs that the numbers above are made of, each with its part. */
export function Runs({ slug, cut }: { slug: string; cut: Cut }) {
  const t = useText();
  const runs = useInfiniteQuery(costRunsOptions(slug, cut));
  const end = useEndInSight(runs);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.side} aria-label={t('runs')}>
      <h2 className={styles.title}>{t('runs')}</h2>
      {runs.isPending && <Skeleton lines={3} />}
      {runs.isError && items.length === 0 && <ErrorState error={runs.error} retry={() => void runs.refetch()} />}
      {items.length > 0 && (
        <>
          <div className={list.box}>
            <table className={`${list.list} ${styles.runs}`} role="table" aria-label={t('runs')}>
              <thead className={list.head} role="rowgroup">
                <tr className={list.row} role="row">
                  <th role="columnheader">{t('what')}</th>
                  <th role="columnheader" className={list.number}>{t('credits')}</th>
                  <th role="columnheader" className={list.number}>{t('found')}</th>
                  <th role="columnheader" className={list.number}>{t('own')}</th>
                  <th role="columnheader">{t('who')}</th>
                  <th role="columnheader" className={list.number}>{t('when')}</th>
                </tr>
              </thead>
              <tbody className={list.body} role="rowgroup">
                {items.map((run) => (
                  <Row key={run.id} slug={slug} run={run} />
                ))}
              </tbody>
            </table>
          </div>
          <div ref={end}>{runs.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('end')}</p>}</div>
        </>
      )}
    </section>
  );
}

function Row({ slug, run: { id, summary, credits: spent, found, own, member, created_at: at } }: { slug: string; run: CostRun }) {
  const t = useText();
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        <Link className={list.link} to="/w/$slug/enrichment/$id" params={{ slug, id }}>
          {summary}
        </Link>
      </td>
      <td role="cell" className={list.number} data-label={t('credits')}>{credits(spent)}</td>
      <td role="cell" className={list.number} data-label={t('found')}>{count(found)}</td>
      <td role="cell" className={`${list.number} ${list.muted}`} data-label={t('own')}>{own.length === 0 ? t('none') : all(own.map(ownCost))}</td>
      <td role="cell" className={list.muted}>{member}</td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={at} />
      </td>
    </tr>
  );
}
