import { getWorkspaceOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useConnectionLost } from '@/lib/connection';
import { useCommon } from '@/lib/i18n';
import { useWorkspace } from '@/lib/workspace';
import styles from './Notices.module.css';

const Disarmed = lazy(async () => ({ default: (await import('./disarmed/Disarmed')).Disarmed }));

/** What concerns every screen, above it: no answer from the server, nothing goes out. Mostly nothing. */
export function Notices() {
  const t = useCommon();
  const { slug } = useWorkspace();
  const isLost = useConnectionLost();
  const disarmed = useQuery(getWorkspaceOptions({ path: { slug } })).data?.disarmed ?? null;
  return (
    <>
      {isLost && (
        <div className={styles.notice} role="alert">
          {t('live.lost')}
        </div>
      )}
      {disarmed !== null && (
        <Suspense fallback={null}>
          <Disarmed slug={slug} disarmed={disarmed} />
        </Suspense>
      )}
    </>
  );
}
