import type { Plugin } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { credits } from '@/lib/format';
import { byAmount } from './form';
import { useText } from './text';
import styles from './Providers.module.css';

const ANY_HOST = '*';

/** What a provider finds, whom it talks to and what it takes. */
export function Facts({ slug, plugin }: { slug: string; plugin: Plugin }) {
  const t = useText();
  const { data } = useQuery(listFieldsOptions({ path: { slug } }));
  const called = new Map(data?.items.map(({ key, label }) => [key, label]));
  const found = plugin.fields.flatMap((key) => called.get(key) ?? []);
  const hosts = plugin.hosts.map((host) => (host === ANY_HOST ? t('facts.anyHost') : host));
  const takes = [...new Set(plugin.enrichers.flatMap((one) => one.takes ?? []))];
  return (
    <dl className={styles.facts}>
      <dt>{t('facts.finds')}</dt>
      <dd>{found.join(', ')}</dd>
      <dt>{t('facts.talks')}</dt>
      <dd>{hosts.join(', ')}</dd>
      <dt>{t('facts.costs')}</dt>
      {plugin.prices.length === 0 && takes.length === 0 && <dd>{t('facts.nothing')}</dd>}
      {takes.map((one) => (
        <dd key={one}>{t('elsewhere', { takes: one })}</dd>
      ))}
      {byAmount(plugin.prices).map(([amount, stages]) => (
        <dd key={amount}>{t('facts.price', { amount: credits(amount), stages: stages.join(', ') })}</dd>
      ))}
    </dl>
  );
}
