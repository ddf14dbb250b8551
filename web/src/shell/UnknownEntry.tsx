import { listEffectsOptions } from '@leadgen/client/query';
import { IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useMay } from '@/lib/permissions';
import styles from './Sidebar.module.css';

const LATER_MS = 60_000;

/** Stands in the navigation only while something may have been sent: it waits for a person. */
export function UnknownEntry({ slug, onLeave }: { slug: string; onLeave: () => void }) {
  const t = useCommon();
  const may = useMay();
  const { data } = useQuery({
    ...listEffectsOptions({ path: { slug }, query: { state: 'unknown' } }),
    enabled: may('resolveEffect'),
    refetchInterval: LATER_MS,
  });
  const waiting = data?.items.length ?? 0;
  if (waiting === 0) return null;
  return (
    <li>
      <Link to="/w/$slug/unknown" params={{ slug }} className={styles.entry} preload="intent" onClick={onLeave}>
        <IconHelpCircle size={16} stroke={1.5} aria-hidden />
        {t('nav.unknown')}
        <span className={styles.waiting}>{count(waiting)}</span>
      </Link>
    </li>
  );
}
