import type { Pair, Reason, Row } from '@leadgen/client';
import { NativeSelect, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { useText } from './text';
import styles from './Why.module.css';
import { oddsOf, percentOf, timesOf } from './words';

/** Less is not seen in a sum of one digit. */
const WORTH_TELLING = 0.05;

interface WhyProps {
  /** In the order of their columns. */
  records: readonly Row[];
  pairs: readonly Pair[];
}

/** Why two records are thought to be one: what speaks for it and against it, as bars, and what it comes to. */
export function Why({ records, pairs }: WhyProps) {
  const t = useText();
  const weakest = pairs.at(-1);
  const [chosen, setChosen] = useState<number | null>(null);
  const pair = chosen === null ? weakest : pairs[chosen];
  if (pair === undefined) return <p className={styles.help}>{t('why.unknown')}</p>;
  const place = (id: string) => records.findIndex((record) => record.id === id) + 1;
  const words = ({ a, b, probability }: Pair) => {
    const [one, other] = [place(a), place(b)].toSorted((left, right) => left - right);
    return t('why.pairOf', { a: one ?? 0, b: other ?? 0, percent: percentOf(probability) });
  };
  const most = Math.max(...pair.why.map(({ bits }) => Math.abs(bits)), 1);
  const odds = oddsOf(pair.probability);
  return (
    <section className={styles.why} aria-label={t('why.title')}>
      <header className={styles.head}>
        <h3>{t('why.title')}</h3>
        {pairs.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('why.pair')}
            value={String(chosen ?? pairs.length - 1)}
            data={pairs.map((one, at) => ({ value: String(at), label: words(one) }))}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          />
        )}
      </header>
      <ul className={styles.reasons}>
        {pair.why.filter(({ bits }) => Math.abs(bits) >= WORTH_TELLING).map((reason) => (
          <Weight key={`${reason.field}:${reason.text}`} reason={reason} most={most} />
        ))}
      </ul>
      <p className={styles.sum}>
        <span>{t('why.together')}</span>
        <strong>{signed(pair.bits)}</strong>
      </p>
      <p className={styles.verdict}>
        {percentOf(pair.probability)}, {t(odds.key, { ...odds.values, n: count(odds.values.n) })}
      </p>
      <p className={styles.help}>{t('why.help')}</p>
    </section>
  );
}

function Weight({ reason: { text, bits }, most }: { reason: Reason; most: number }) {
  const t = useText();
  const times = timesOf(bits);
  const side = bits >= 0 ? 'for' : 'against';
  return (
    <li className={styles.reason} title={t(times.key, { ...times.values, n: count(times.values.n) })}>
      <span className={styles.words}>{text}</span>
      <span className={styles.bar} data-side={side} aria-hidden>
        <i style={{ width: `${(Math.abs(bits) / most) * 50}%` }} />
      </span>
      <span className={styles.bits}>
        <VisuallyHidden>{t(`why.${side}`)}: </VisuallyHidden>
        {signed(bits)}
      </span>
    </li>
  );
}

/** With a true minus, one digit behind the point. */
function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;
}
