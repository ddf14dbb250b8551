import type { Credits } from '@leadgen/client';
import { getCreditsOptions } from '@leadgen/client/query';
import { IconCoin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credits } from '@/lib/format';
import styles from '../Sidebar.module.css';
import { tightest } from './tightest';
import { useText } from './text';

/** What is left, what runs have reserved, and the cap that is nearest: on every screen. */
export function CreditsMeter({ slug, onLeave }: { slug: string; onLeave: () => void }) {
  const { data } = useQuery(getCreditsOptions({ path: { slug } }));
  if (data === undefined) return null;
  return (
    <Link to="/w/$slug/settings/credits" params={{ slug }} className={`${styles.entry} ${styles.meter}`} preload="intent" onClick={onLeave}>
      <IconCoin size={16} stroke={1.5} aria-hidden />
      <Left data={data} />
    </Link>
  );
}

function Left({ data }: { data: Credits }) {
  const t = useText();
  const cap = tightest(data);
  return (
    <span className={styles.lines}>
      <span>{t('left', { count: data.balance / 1000, n: credits(data.balance) })}</span>
      {data.reserved > 0 && <span className={styles.quiet}>{t('reserved', { n: credits(data.reserved) })}</span>}
      {cap !== null && (
        <span className={styles.quiet}>
          {t(cap.of === 'day' ? 'ofDay' : 'ofMonth', { spent: credits(cap.spent), cap: credits(cap.cap) })}
        </span>
      )}
    </span>
  );
}
