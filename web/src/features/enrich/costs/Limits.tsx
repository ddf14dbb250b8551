import type { Spending } from '@leadgen/client';
import { getCreditsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credits } from '@/lib/format';
import { Panel, PanelRow } from '@/ui/Section';
import { ErrorState, Skeleton } from '@/ui/states';
import styles from './Costs.module.css';
import { useText } from './text';

/** How much may still be spent, here and by the whole account; what is reserved counts as spent. */
export function Limits({ slug }: { slug: string }) {
  const t = useText();
  const { data, error, refetch } = useQuery(getCreditsOptions({ path: { slug } }));
  if (data === undefined) return error === null ? <Skeleton /> : <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Panel title={t('limits')} action={<Link className={styles.act} to="/w/$slug/settings/credits" params={{ slug }}>{t('settings')}</Link>}>
      <PanelRow label={t('balance')}>
        <span className={styles.amount}>
          <strong className={styles.sum}>{credits(data.balance)}</strong>
          {data.reserved > 0 && <span className={styles.muted}> · {t('reserved', { n: credits(data.reserved) })}</span>}
        </span>
      </PanelRow>
      <Of label={t('limitsOf.workspace')} use={data.workspace} />
      <Of label={t('limitsOf.account')} use={data.account} />
    </Panel>
  );
}

function Of({ label, use: { caps, spent_today: today, spent_month: month, reserved } }: { label: string; use: Spending }) {
  const t = useText();
  const words = (spent: number, cap: number | null) =>
    cap === null
      ? t('unlimited', { spent: credits(spent) })
      : t('left', { spent: credits(spent), cap: credits(cap), left: credits(Math.max(0, cap - spent - reserved)) });
  return (
    <PanelRow label={label}>
      <dl className={styles.caps}>
        <dt>{t('today')}</dt>
        <dd>{words(today, caps.per_day)}</dd>
        <dt>{t('month')}</dt>
        <dd>{words(month, caps.per_month)}</dd>
        <dt>{t('perRun')}</dt>
        <dd>{caps.per_run === null ? t('noLimit') : t('atMost', { cap: credits(caps.per_run) })}</dd>
      </dl>
    </PanelRow>
  );
}
