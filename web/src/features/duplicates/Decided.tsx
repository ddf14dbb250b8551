import type { Cluster } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { all } from '@/lib/format';
import { When } from '@/ui/marks';
import styles from './Cluster.module.css';
import { useText } from './text';

/** Who decided on a cluster and when; of a merged one what went, and where the operation stands. */
export function Decided({ slug, cluster }: { slug: string; cluster: Cluster }) {
  const t = useText();
  const { state, decided_by: by, decided_at: at, operation_id: operation, gone } = cluster;
  return (
    <div className={styles.notice}>
      <p>
        {t(state === 'merged' ? 'cluster.byMerged' : 'cluster.byDistinct', { name: by ?? t('cluster.somebody') })} {at !== null && <When at={at} />}
      </p>
      {gone.length > 0 && <p>{t('cluster.went', { names: all(gone.map(({ title }) => title || t('list.nameless'))) })}</p>}
      {operation !== null && (
        <Link to="/w/$slug/history" params={{ slug }} search={{ operation }} className={styles.link}>
          {t('cluster.history')}
        </Link>
      )}
    </div>
  );
}
