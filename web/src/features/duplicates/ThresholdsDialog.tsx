import { setDuplicateSettings, type Thresholds } from '@leadgen/client';
import { getDuplicateSettingsOptions } from '@leadgen/client/query';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { FormDialog } from '@/ui/FormDialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { LIST } from './calls';
import { useText } from './text';
import { oddsOf, percentOf } from './words';

const REVIEW = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const AUTOMATIC = [0.95, 0.99, 0.995, 0.999, 0.9999];

/** From when on a group is shown, and from when on it is sure: in probabilities, and in what they mean. */
export function ThresholdsDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const { data, error } = useQuery(getDuplicateSettingsOptions({ path: { slug } }));
  if (data !== undefined) return <Form slug={slug} known={data} onClose={onClose} />;
  return (
    <Dialog title={t('thresholds.title')} onClose={onClose} footer={<Button onClick={onClose}>{common('act.close')}</Button>}>
      {error === null ? <Skeleton lines={3} /> : <p role="alert">{sentence(error)}</p>}
    </Dialog>
  );
}

function Form({ slug, known, onClose }: { slug: string; known: Thresholds; onClose: () => void }) {
  const t = useText();
  const isAllowed = useMay()('setDuplicateSettings');
  const [{ review, automatic }, setThresholds] = useState(known);
  const saving = useMutation({
    mutationFn: () => setDuplicateSettings({ path: { slug }, body: { review, automatic }, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['getDuplicateSettings', LIST, 'getDuplicate']);
      toast(t('thresholds.saved'));
      onClose();
    },
  });
  const choices = (given: readonly number[], now: number) =>
    [...new Set([...given, now])].toSorted((one, other) => one - other).map((value) => {
      const odds = oddsOf(value);
      return { value: String(value), label: t('thresholds.choice', { percent: percentOf(value), odds: t(odds.key, { ...odds.values, n: count(odds.values.n) }) }) };
    });
  return (
    <FormDialog
      title={t('thresholds.title')}
      lead={t('thresholds.lead')}
      submit={t('thresholds.save')}
      pending={saving.isPending}
      error={saving.error}
      disabled={!isAllowed}
      onSubmit={() => saving.mutate()}
      onClose={onClose}
    >
      <NativeSelect
        label={t('thresholds.review')}
        description={t('thresholds.reviewHint')}
        disabled={!isAllowed}
        value={String(review)}
        data={choices(REVIEW, known.review)}
        onChange={(event) => {
          const least = Number(event.currentTarget.value);
          setThresholds({ review: least, automatic: Math.max(automatic, least) });
        }}
      />
      <NativeSelect
        label={t('thresholds.automatic')}
        description={t('thresholds.automaticHint')}
        disabled={!isAllowed}
        value={String(automatic)}
        data={choices(AUTOMATIC, automatic)}
        onChange={(event) => {
          const least = Number(event.currentTarget.value);
          setThresholds({ review: Math.min(review, least), automatic: least });
        }}
      />
      {!isAllowed && <p>{t('thresholds.readOnly')}</p>}
    </FormDialog>
  );
}
