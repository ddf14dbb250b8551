import type { RecordKind } from '@leadgen/client';
import { getDuplicateSettingsOptions } from '@leadgen/client/query';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '@/lib/api';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { bulkOptions, useMerging } from './bulk';
import styles from './Bulk.module.css';
import { BulkOutcome } from './BulkOutcome';
import { Sample } from './Sample';
import { useText } from './text';
import { expectedOf, oddsOf, percentOf } from './words';

interface BulkDialogProps {
  slug: string;
  kind: RecordKind;
  onClose: () => void;
}

const LEAST = [0.99, 0.995, 0.999, 0.9999];
const USUAL = 0.999;
const WIDE = 980;

/** All clusters that are sure enough, at once: how many, how many mistakes are to be expected, and some of them to look at first. */
export function BulkDialog({ slug, kind, onClose }: BulkDialogProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const { data: settings } = useQuery(getDuplicateSettingsOptions({ path: { slug } }));
  const [asked, setLeast] = useState<number | null>(null);
  const [isSeen, setSeen] = useState(false);
  const least = asked ?? settings?.automatic ?? USUAL;
  const { data, error, refetch } = useQuery({ ...bulkOptions(slug, kind, least), enabled: settings !== undefined });
  const merging = useMerging(slug, kind);
  if (merging.operation !== undefined) return <BulkOutcome slug={slug} kind={kind} operation={merging.operation} onStop={merging.stop} onClose={onClose} />;
  const hasChanged = asApiError(merging.error)?.code === 'preview_outdated';
  const problem = merging.error ?? error;
  const odds = oddsOf(least);
  const expected = expectedOf(data?.expected_false_merges ?? 0);
  const choices = [...new Set([...LEAST, settings?.automatic ?? USUAL])].toSorted((one, other) => one - other);
  return (
    <Dialog
      title={t('bulk.title')}
      size={WIDE}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          {hasChanged && <Button onClick={() => void refetch()}>{t('bulk.again')}</Button>}
          <Button
            variant={isSeen ? 'filled' : 'default'}
            disabled={data === undefined || data.clusters === 0}
            loading={merging.isStarting}
            onClick={() => data !== undefined && merging.begin(least, data.count_token)}
          >
            {t('bulk.submit', { count: data?.clusters ?? 0, n: count(data?.clusters ?? 0) })}
          </Button>
        </>
      }
    >
      <div className={styles.asked}>
        <NativeSelect
          label={t('bulk.least')}
          value={String(least)}
          data={choices.map((one) => ({ value: String(one), label: percentOf(one) }))}
          onChange={(event) => {
            setLeast(Number(event.currentTarget.value));
            setSeen(false);
          }}
        />
        <p className={styles.odds}>{t(odds.key, { ...odds.values, n: count(odds.values.n) })}</p>
      </div>
      {data === undefined && problem === null && <Skeleton lines={4} />}
      {data !== undefined && data.clusters === 0 && <p role="status">{t('bulk.none')}</p>}
      {data !== undefined && data.clusters > 0 && (
        <>
          <p className={styles.will} role="status">
            {t('bulk.will', {
              count: data.clusters, n: count(data.clusters), records: count(data.records), expected: t(expected.key, { ...expected.values, n: count(expected.values.n) }),
            })}
          </p>
          <Sample key={data.count_token} slug={slug} kind={kind} ids={data.sample} onSeen={() => setSeen(true)} isSeen={isSeen} />
          <p>
            {t('bulk.rule')} {t('bulk.undoes')}
          </p>
        </>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </Dialog>
  );
}
