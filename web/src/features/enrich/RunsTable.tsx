import { Link } from '@tanstack/react-router';
import { count, credits } from '@/lib/format';
import type { EnrichmentRun } from '@/records/enriching/shapes';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { Skeleton } from '@/ui/states';
import { useEndInSight, type More } from '@/ui/useEndInSight';
import styles from './Enrich.module.css';
import { RunState } from './RunState';
import { useText } from './text';

interface RunsTableProps {
  slug: string;
  runs: readonly EnrichmentRun[];
  more: More;
}

export function RunsTable({ slug, runs, more }: RunsTableProps) {
  const t = useText();
  const end = useEndInSight(more);
  return (
    <>
      <table className={`${list.list} ${styles.runs}`} role="table" aria-label={t('caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('what')}</th>
            <th role="columnheader">{t('state')}</th>
            <th role="columnheader" className={list.number}>{t('found')}</th>
            <th role="columnheader" className={list.number}>{t('unknown')}</th>
            <th role="columnheader" className={list.number}>{t('spent')}</th>
            <th role="columnheader">{t('by')}</th>
            <th role="columnheader" className={list.number}>{t('when')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {runs.map((run) => (
            <Row key={run.id} slug={slug} run={run} />
          ))}
        </tbody>
      </table>
      <div ref={end}>{more.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('end')}</p>}</div>
    </>
  );
}

function Row({ slug, run }: { slug: string; run: EnrichmentRun }) {
  const t = useText();
  const { id, summary, counts, spent, ceiling, actor, created_at: at } = run;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        <Link className={list.link} to="/w/$slug/enrichment/$id" params={{ slug, id }}>
          {summary}
        </Link>
      </td>
      <td role="cell">
        <RunState run={run} />
      </td>
      <td role="cell" className={list.number} data-label={t('found')}>
        <span className={counts.found === 0 ? list.zero : undefined}>{count(counts.found)}</span>
      </td>
      <td role="cell" className={list.number} data-label={t('unknown')}>
        <span className={counts.unknown === 0 ? list.zero : undefined}>{count(counts.unknown)}</span>
      </td>
      <td role="cell" className={list.number} data-label={t('spent')}>
        <span className={ceiling === 0 ? list.zero : undefined}>{ceiling === 0 ? '0' : t('of', { spent: credits(spent), ceiling: credits(ceiling) })}</span>
      </td>
      <td role="cell" className={list.muted}>{actor.name}</td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={at} />
      </td>
    </tr>
  );
}
