import type { CostLine } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { all, count, credits, ownCost } from '@/lib/format';
import { Bar } from '@/ui/Bar';
import list from '@/ui/list.module.css';
import styles from './Costs.module.css';
import type { CostsSearch } from './search';
import { useText } from './text';

interface LinesProps {
  slug: string;
  caption: string;
  /** What the first column holds. */
  first: string;
  lines: readonly CostLine[];
  nameOf: (line: CostLine) => string;
  /** What leads to a line alone, where anything does. */
  narrow: (line: CostLine) => CostsSearch | null;
}

/** A table of costs, the bar of each as long as its part of the sum. */
export function Lines({ slug, caption, first, lines, nameOf, narrow }: LinesProps) {
  const t = useText();
  const sum = lines.reduce((before, line) => before + line.credits, 0);
  return (
    <div className={list.box}>
      <table className={`${list.list} ${styles.lines}`} role="table" aria-label={caption}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{first}</th>
            <th role="columnheader" className={list.number}>{t('credits')}</th>
            <th role="columnheader" className={list.number}>{t('found')}</th>
            <th role="columnheader" className={list.number}>{t('each')}</th>
            <th role="columnheader" className={list.number} title={t('ownHint')}>{t('own')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {lines.map((line) => (
            <tr key={line.key} className={list.row} role="row">
              <th role="rowheader" scope="row" className={`${list.wide} ${list.name}`}>
                <Alone slug={slug} name={nameOf(line)} search={narrow(line)} />
              </th>
              <td role="cell" className={styles.share}>
                <Bar all={sum} good={line.credits} />
                <span className={styles.amount}>{credits(line.credits)}</span>
              </td>
              <td role="cell" className={list.number} data-label={t('found')}>{count(line.found)}</td>
              <td role="cell" className={list.number} data-label={t('each')}>{line.credits_per_found === null ? t('none') : credits(line.credits_per_found)}</td>
              <td role="cell" className={`${list.number} ${list.muted}`} data-label={t('own')}>{line.own.length === 0 ? t('none') : all(line.own.map(ownCost))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Alone({ slug, name, search }: { slug: string; name: string; search: CostsSearch | null }) {
  const t = useText();
  if (search === null) return name;
  return (
    <Link className={list.link} to="/w/$slug/enrichment/costs" params={{ slug }} search={(before) => ({ ...before, ...search })} aria-label={t('narrow', { name })}>
      {name}
    </Link>
  );
}
