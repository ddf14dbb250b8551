import type { DataHealth } from '@leadgen/client';
import { percent, total } from '@/lib/format';
import { Bar } from '@/ui/Bar';
import list from '@/ui/list.module.css';
import { Behind } from './Behind';
import { shareOf } from './shares';
import { useText } from './text';
import styles from './Health.module.css';

/** How many records are ready for what they are there for, and what the others lack. */
export function Score({ slug, health }: { slug: string; health: DataHealth }) {
  const t = useText();
  const { kind, score, total: all } = health;
  const words = (value: number) => total({ value, exact: all.exact });
  const share = percent(shareOf(score.count, all.value));
  const whom = t(`${kind}.of`, { count: all.value, n: words(all.value), what: score.label });
  return (
    <section className={styles.score} aria-label={t('ready')}>
      <div className={styles.ready}>
        <p className={styles.share}>
          <Behind slug={slug} kind={kind} filter={score.filter} label={`${share} ${whom}`}>
            {share}
          </Behind>{' '}
          <span>{whom}</span>
        </p>
        <Bar all={all.value} good={score.count} />
        <p className={styles.why}>{score.why}</p>
      </div>
      <div className={styles.obstacles}>
        <ul>
          {score.obstacles.map(({ label, count, filter }) => (
            <li key={label}>
              <span>{label}</span>
              {count === 0 ? (
                <span className={list.zero}>0</span>
              ) : (
                <Behind slug={slug} kind={kind} filter={filter} label={t('act.showOf', { label, n: words(count) })}>
                  {words(count)}
                </Behind>
              )}
            </li>
          ))}
        </ul>
        <p className={styles.why}>{t(`${kind}.several`)}</p>
      </div>
    </section>
  );
}
