import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { count } from '@/lib/format';
import { queries } from '@/lib/query';
import { useFields } from '@/records/fields';
import { Comparison } from '@/records/merging/Comparison';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { clusterOptions } from './calls';
import styles from './Bulk.module.css';
import { useText } from './text';
import { likelyOf, oddsOf } from './words';

interface SampleProps {
  slug: string;
  kind: RecordKind;
  /** Drawn at random by the server. */
  ids: readonly string[];
  isSeen: boolean;
  /** Called when the last one is in sight. */
  onSeen: () => void;
}

/** Some of what will be merged, one at a time, with the values that will stay. */
export function Sample({ slug, kind, ids, isSeen, onSeen }: SampleProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const fields = useFields(slug, kind);
  const [at, setAt] = useState(0);
  const id = ids[at] ?? '';
  const next = ids[at + 1];
  const { data, error } = useQuery(clusterOptions(slug, id));
  useEffect(() => {
    if (next === undefined) onSeen();
    else void queries.prefetchQuery(clusterOptions(slug, next));
  }, [slug, next, onSeen]);
  const odds = data === undefined ? null : oddsOf(data.probability);
  return (
    <section className={styles.sample} aria-label={t('bulk.sample', { count: ids.length })}>
      <header className={styles.head}>
        <h3>{t('bulk.sample', { count: ids.length })}</h3>
        <span className={styles.position}>{t('bulk.at', { at: count(at + 1), total: count(ids.length) })}</span>
        <Button size="compact-sm" disabled={at === 0} onClick={() => setAt(at - 1)}>{t('bulk.previous')}</Button>
        <Button size="compact-sm" variant={isSeen ? 'default' : 'filled'} data-autofocus disabled={next === undefined} onClick={() => setAt(at + 1)}>{t('bulk.next')}</Button>
      </header>
      <div className={styles.compared} tabIndex={0} role="group" aria-label={t('bulk.at', { at: count(at + 1), total: count(ids.length) })}>
        {error !== null && <p role="alert">{sentence(error)}</p>}
        {data === undefined && error === null && <Skeleton lines={6} />}
        {data?.suggested != null && (
          <Comparison slug={slug} fields={fields} records={data.records} preview={{ ...data.suggested, records: data.records, moves: { notes: 0, contacts: 0 } }} />
        )}
      </div>
      <p className={styles.position}>
        {data !== undefined && odds !== null && t('cluster.lead', {
          likely: t(`surely.${likelyOf(data.probability, data.automatic)}`),
          one: t(`${kind}.one`),
          odds: t(odds.key, { ...odds.values, n: count(odds.values.n) }),
        })}
      </p>
    </section>
  );
}
