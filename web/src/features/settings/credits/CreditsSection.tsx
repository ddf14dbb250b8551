import type { Credits } from '@leadgen/client';
import { getCreditsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { credits, day } from '@/lib/format';
import { useWorkspace } from '@/lib/workspace';
import { Panel, PanelRow, Section } from '@/ui/Section';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText as useSettingsText } from '../text';
import { CapsPanel } from './CapsPanel';
import styles from './Credits.module.css';
import { Statement } from './Statement';
import { useText } from './text';

/** What the account has, how much may be spent, and what became of it. */
export function CreditsSection() {
  const t = useText();
  const settings = useSettingsText();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(getCreditsOptions({ path: { slug } }));
  return (
    <Section title={settings('sections.credits')} lead={t('lead')}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && (
        <>
          <Stand data={data} />
          <CapsPanel slug={slug} of="workspace" use={data.workspace} />
          <CapsPanel slug={slug} of="account" use={data.account} />
          <Statement slug={slug} />
        </>
      )}
    </Section>
  );
}

function Stand({ data }: { data: Credits }) {
  const t = useText();
  const { balance, reserved, available, expiring } = data;
  return (
    <Panel>
      <PanelRow label={t('stand.balance')} hint={t('stand.balanceHint')}>
        <strong className={styles.balance}>{credits(balance)}</strong>
      </PanelRow>
      <PanelRow label={t('stand.reserved')} hint={t('stand.reservedHint')}>
        <span className={styles.amount}>{credits(reserved)}</span>
      </PanelRow>
      <PanelRow label={t('stand.available')} hint={t('stand.availableHint')}>
        <span className={styles.amount}>{credits(available)}</span>
      </PanelRow>
      {expiring !== null && (
        <PanelRow label={t('stand.expiring', { n: credits(expiring.amount) })} hint={t('stand.expiringHint')}>
          {t('stand.expiringOn', { day: day(expiring.at.slice(0, 10)) })}
        </PanelRow>
      )}
    </Panel>
  );
}
