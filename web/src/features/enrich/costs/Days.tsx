import type { CostLine } from '@leadgen/client';
import { credits, day as dayWords } from '@/lib/format';
import type { Cut } from './calls';
import styles from './Costs.module.css';
import { Lines } from './Lines';
import { daysOf } from './spans';
import { useText } from './text';

/** A column for each day, and the same as a table. Of one day there is nothing to draw. */
export function Days({ slug, cut, days }: { slug: string; cut: Cut; days: readonly CostLine[] }) {
  const t = useText();
  const spent = new Map(days.map((line) => [line.key, line.credits]));
  const every = daysOf(cut);
  const most = Math.max(...spent.values());
  const peak = days.find((line) => line.credits === most)?.key ?? cut.since;
  if (every.length < 2) return null;
  return (
    <section className={styles.days} aria-label={t('byDay')}>
      <h2 className={styles.title}>{t('byDay')}</h2>
      <div className={styles.chart} role="img" aria-label={t('chart', { most: credits(most), day: dayWords(peak) })}>
        {every.map((day) => {
          const amount = spent.get(day) ?? 0;
          return <span key={day} title={t('ofDay', { day: dayWords(day), credits: credits(amount) })} style={{ height: `${most > 0 ? (amount / most) * 100 : 0}%` }} />;
        })}
      </div>
      <p className={styles.ends} aria-hidden>
        <span>{dayWords(cut.since)}</span>
        <span>{dayWords(cut.until)}</span>
      </p>
      <details className={styles.table}>
        <summary>{t('table')}</summary>
        <Lines slug={slug} caption={t('byDay')} first={t('side.day')} lines={days.toReversed()} nameOf={nameOf} narrow={narrow} />
      </details>
    </section>
  );
}

function nameOf({ label }: CostLine): string {
  return dayWords(label);
}

function narrow({ label }: CostLine) {
  return { since: label, until: label };
}
