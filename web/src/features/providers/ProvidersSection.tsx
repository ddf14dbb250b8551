import type { Plugin } from '@leadgen/client';
import { listPluginsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count, credits } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Status } from '@/ui/marks';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ProviderDialog } from './ProviderDialog';
import { useText } from './text';
import styles from './Providers.module.css';

const TONES = { used: 'good', waiting: 'warn', off: 'quiet' } as const;

/** Who is asked when records are enriched, and the way to set each of them up. */
export function ProvidersSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const [open, setOpen] = useState<Plugin | null>(null);
  const { data, error, isPending, refetch } = useQuery(listPluginsOptions({ path: { slug } }));
  return (
    <Section title={t('title')} lead={t('lead')}>
      {isPending && <Skeleton lines={4} />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState
          icon={<IconPlugConnected size={18} stroke={1.5} aria-hidden />}
          title={t('emptyTitle')}
          detail={t('emptyDetail')}
        />
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul className={styles.providers} aria-label={t('caption')}>
          {data.items.map((plugin) => (
            <Row key={plugin.key} plugin={plugin} open={() => setOpen(plugin)} />
          ))}
        </ul>
      )}
      {open !== null && <ProviderDialog slug={slug} plugin={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function Row({ plugin, open }: { plugin: Plugin; open: () => void }) {
  const t = useText();
  const may = useMay();
  const { label, fields, prices, active, reason } = plugin;
  const state = !active ? 'off' : reason === null ? 'used' : 'waiting';
  const most = Math.max(0, ...prices.map(({ amount }) => amount));
  const [takes] = plugin.enrichers.flatMap((one) => one.takes ?? []);
  const price = most > 0 ? t('upTo', { amount: credits(most) }) : takes === undefined ? t('free') : t('elsewhere', { takes });
  const [act, name] = may('setPlugin') ? (['setUp', 'setUpLabel'] as const) : (['details', 'detailsLabel'] as const);
  return (
    <li className={styles.provider}>
      <div className={styles.who}>
        <span className={styles.name}>{label}</span>
        <span className={styles.about}>{[t('finds', { count: fields.length, n: count(fields.length) }), price].join(' · ')}</span>
      </div>
      <div className={styles.state}>
        <Status tone={TONES[state]}>{t(`state.${state}`)}</Status>
        {state === 'waiting' && <span className={styles.about}>{reason}</span>}
      </div>
      <Button size="compact-sm" aria-label={t(name, { name: label })} onClick={open}>
        {t(act)}
      </Button>
    </li>
  );
}
