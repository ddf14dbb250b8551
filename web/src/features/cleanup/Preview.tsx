import type { Cleanup } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '@/lib/api';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { Progress } from '@/ui/Progress';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { cleanupOptions, forget } from './calls';
import styles from './Cleanup.module.css';
import { Outcome } from './Outcome';
import { Review } from './Review';
import { useText } from './text';

interface PreviewProps {
  slug: string;
  id: string;
  onAgain: () => void;
}

/** A preview from the first record looked at to what was made of it. */
export function Preview({ slug, id, onAgain }: PreviewProps) {
  const t = useText();
  const { data, error, refetch } = useQuery(cleanupOptions(slug, id));
  const again = <Button onClick={onAgain}>{t('again')}</Button>;
  if (asApiError(error)?.status === 404) return <EmptyState title={t('gone')} detail={t('goneDetail')} actions={again} />;
  if (data === undefined) return error === null ? <Skeleton /> : <ErrorState error={error} retry={() => void refetch()} />;
  if (data.operation_id !== null) return <Outcome slug={slug} id={data.operation_id} onAgain={onAgain} />;
  if (data.state === 'running') return <Looking slug={slug} cleanup={data} onStopped={onAgain} />;
  if (data.state === 'failed') return <EmptyState title={t('gone')} detail={data.error?.detail} actions={again} />;
  if (data.changes === 0) return <Nothing cleanup={data} again={again} />;
  return <Review slug={slug} cleanup={data} onApplied={() => void refetch()} onAgain={onAgain} />;
}

function Looking({ slug, cleanup: { id, done, total }, onStopped }: { slug: string; cleanup: Cleanup; onStopped: () => void }) {
  const t = useText();
  const may = useMay();
  return (
    <div className={styles.middle}>
      <Progress label={t('looking')} done={done} total={total} text={t('lookedAt', { done: count(done), total: count(total) })} />
      {may('forgetCleanup') && <Button onClick={() => void forget(slug, id).finally(onStopped)}>{t('stop')}</Button>}
    </div>
  );
}

function Nothing({ cleanup: { total, clashes }, again }: { cleanup: Cleanup; again: React.ReactNode }) {
  const t = useText();
  const detail = clashes > 0 ? t('clashes', { count: clashes, n: count(clashes) }) : t('nothingDetail', { n: count(total) });
  return <EmptyState title={t('nothing')} detail={detail} actions={again} />;
}
