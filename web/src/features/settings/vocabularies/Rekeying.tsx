import { cancelOperation, getOperation } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { Progress } from '@/ui/Progress';
import { useText } from './text';
import styles from './Vocabularies.module.css';

interface RekeyingProps {
  slug: string;
  id: string;
  /** Save the same words once more: what was stopped is done then. */
  again: (() => void) | null;
}

/** How far the keys that follow from a list are rewritten; where that was stopped, the way on. */
export function Rekeying({ slug, id, again }: RekeyingProps) {
  const t = useText();
  const may = useMay();
  const { data, refetch } = useQuery({
    queryKey: [{ _id: 'getOperation', path: { slug, id } }] as const,
    queryFn: async ({ signal }) => (await getOperation({ path: { slug, id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1000 : false),
  });
  if (data === undefined) return null;
  const { state, done, total, counts } = data;
  if (state === 'done') return <p className={styles.faint}>{t('rekeyed', { count: counts.rekeyed ?? 0, n: count(counts.rekeyed ?? 0) })}</p>;
  const stop = () => void cancelOperation({ path: { slug, id }, headers: once(), body: { keep: true }, throwOnError: true }).finally(() => void refetch());
  if (state === 'running')
    return (
      <div className={styles.rekeying}>
        <Progress label={t('rekeying')} done={done} total={total} text={t('rekeyingText', { done: count(done), total: count(total ?? 0) })} />
        {may('cancelOperation') && <Button onClick={stop}>{t('stop')}</Button>}
      </div>
    );
  return (
    <div className={styles.rekeying}>
      <p role="status">{t('stopped', { done: count(done), total: count(total ?? 0) })}</p>
      {again !== null && <Button onClick={again}>{t('goOn')}</Button>}
    </div>
  );
}
