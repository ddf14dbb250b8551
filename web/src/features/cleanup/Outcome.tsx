import { cancelOperation, getOperation, listConflicts, type Operation } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { once } from '@/lib/api';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { Conflicts } from '@/ui/Conflicts';
import { LinkButton } from '@/ui/LinkButton';
import { Progress } from '@/ui/Progress';
import { ErrorState, Skeleton } from '@/ui/states';
import { useUndo } from '@/ui/undo';
import styles from './Cleanup.module.css';
import { useText } from './text';

interface OutcomeProps {
  slug: string;
  id: string;
  onAgain: () => void;
}

/** How far the changes have come, then what was made, what was left, and the way back. */
export function Outcome({ slug, id, onAgain }: OutcomeProps) {
  const { data, error, refetch } = useQuery({
    queryKey: [{ _id: 'getOperation', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getOperation({ path: { slug, id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  });
  const state = data?.state;
  useEffect(() => {
    if (state !== undefined && state !== 'running') void refresh(['listContacts', 'listCompanies', 'getContact', 'getCompany', 'listOperations']);
  }, [state]);
  if (data === undefined) return error === null ? <Skeleton /> : <ErrorState error={error} retry={() => void refetch()} />;
  if (data.state === 'running') return <Making slug={slug} operation={data} onStopped={() => void refetch()} />;
  return <Made slug={slug} operation={data} onAgain={onAgain} />;
}

function Making({ slug, operation: { id, done, total }, onStopped }: { slug: string; operation: Operation; onStopped: () => void }) {
  const t = useText();
  const may = useMay();
  const stop = () => void cancelOperation({ path: { slug, id }, headers: once(), body: { keep: true }, throwOnError: true }).finally(onStopped);
  return (
    <div className={styles.middle}>
      <Progress label={t('applying')} done={done} total={total} text={t('made', { done: count(done), total: count(total ?? 0) })} />
      {may('cancelOperation') && <Button onClick={stop}>{t('stop')}</Button>}
    </div>
  );
}

function Made({ slug, operation, onAgain }: { slug: string; operation: Operation; onAgain: () => void }) {
  const t = useText();
  const may = useMay();
  const undo = useUndo(slug);
  const { values = 0, updated = 0, conflicts = 0 } = operation.counts;
  const isUndone = operation.undone_by_id !== null;
  return (
    <div className={styles.middle}>
      <p role="status" className={styles.heading}>
        {isUndone ? t('undone') : values === 0 ? t('noneDone') : t('done', { count: values, values: count(values), records: count(updated) })}
      </p>
      {operation.state === 'cancelled' && <p>{t('cancelled')}</p>}
      {operation.state === 'failed' && <p>{t('failed')}</p>}
      <div className={styles.acts}>
        {operation.undoable && may('undoOperation') && <Button onClick={() => void undo(operation.id)}>{t('undo')}</Button>}
        <LinkButton to="/w/$slug/history" params={{ slug }} search={{ operation: operation.id }}>
          {t('history')}
        </LinkButton>
        <Button onClick={onAgain}>{t('again')}</Button>
      </div>
      {conflicts > 0 && !isUndone && <Left slug={slug} id={operation.id} total={conflicts} />}
    </div>
  );
}

function Left({ slug, id, total }: { slug: string; id: string; total: number }) {
  const t = useText();
  const { data } = useQuery({
    queryKey: [{ _id: 'listConflicts', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await listConflicts({ path: { slug, id }, signal, throwOnError: true })).data,
  });
  return (
    <section aria-label={t('conflicts', { count: total, n: count(total) })}>
      <h2 className={styles.heading}>{t('conflicts', { count: total, n: count(total) })}</h2>
      {data !== undefined && <Conflicts slug={slug} conflicts={data.items} total={total} />}
    </section>
  );
}
