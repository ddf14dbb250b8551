import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { When } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import { useText } from './text';
import type { Scanning } from './useScan';
import { expectedOf } from './words';

/** When all were compared last, or how far it is. */
export function ScanFacts({ kind, scanning: { running, last } }: { kind: RecordKind; scanning: Scanning }) {
  const t = useText();
  if (running !== undefined) return <Running progress={running.progress} />;
  if (last?.finished_at == null) return null;
  const expected = expectedOf(last.expected_false_merges ?? 0);
  return (
    <>
      {t(`${kind}.scanned`, { count: last.records ?? 0, n: count(last.records ?? 0) })} <When at={last.finished_at} />
      {(last.clusters ?? 0) > 0 && <> · {t('scan.found', { count: last.clusters ?? 0, n: count(last.clusters ?? 0) })}</>}
      {(last.automatic_clusters ?? 0) > 0 && <>, {t('scan.sure', { n: count(last.automatic_clusters ?? 0) })}, {t(expected.key, { ...expected.values, n: count(expected.values.n) })}</>}
    </>
  );
}

export function Running({ progress, size = 'small' }: { progress: { done: number; total: number } | null; size?: 'small' | 'large' }) {
  const t = useText();
  const { done = 0, total = null } = progress ?? {};
  // All of them read, they are compared: how long that takes nobody knows beforehand.
  const isReading = total !== null && done < total;
  const text = total === null ? t('scan.starting') : isReading ? t('scan.progress', { done: count(done), total: count(total) }) : t('scan.comparing', { n: count(total) });
  return <Progress size={size} label={t('scan.running')} done={done} total={isReading ? total : null} text={text} />;
}

export function ScanButton({ scanning }: { scanning: Scanning }) {
  const t = useText();
  const may = useMay();
  const { running, isStarting, begin, cancel } = scanning;
  if (!may('startDuplicateScan')) return null;
  if (running !== undefined) return <Button onClick={cancel}>{t('scan.cancel')}</Button>;
  return (
    <Button loading={isStarting} onClick={begin}>
      {t('scan.act')}
    </Button>
  );
}
