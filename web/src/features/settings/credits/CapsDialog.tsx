import { setAccountCaps, setCaps, type SpendingCaps } from '@leadgen/client';
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '@/lib/query';
import { FormDialog } from '@/ui/FormDialog';
import { toast } from '@/ui/toast';
import { thousandths, typed } from './amounts';
import type { Whose } from './CapsPanel';
import { useText } from './text';

interface CapsDialogProps {
  slug: string;
  of: Whose;
  caps: SpendingCaps;
  onClose: () => void;
}

const FIELDS = [
  { key: 'per_run', label: 'caps.perRun' },
  { key: 'per_day', label: 'caps.perDay' },
  { key: 'per_month', label: 'caps.perMonth' },
] as const;

/** Three numbers, or nothing for no limit. */
export function CapsDialog({ slug, of, caps, onClose }: CapsDialogProps) {
  const t = useText();
  const [texts, setTexts] = useState({ per_run: typed(caps.per_run), per_day: typed(caps.per_day), per_month: typed(caps.per_month) });
  const [isTried, setIsTried] = useState(false);
  const set = of === 'account' ? setAccountCaps : setCaps;
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: SpendingCaps) => set({ path: { slug }, body, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['getCredits', 'getCaps']);
      toast(t('caps.saved'));
      onClose();
    },
  });
  const submit = () => {
    setIsTried(true);
    const [perRun, perDay, perMonth] = FIELDS.map(({ key }) => thousandths(texts[key]));
    if (perRun === undefined || perDay === undefined || perMonth === undefined) return;
    mutate({ per_run: perRun, per_day: perDay, per_month: perMonth });
  };
  return (
    <FormDialog title={t(`caps.${of}`)} lead={t('caps.dialogLead')} submit={t('caps.save')} pending={isPending} error={error} onSubmit={submit} onClose={onClose}>
      {FIELDS.map(({ key, label }, at) => (
        <TextInput
          key={key}
          {...(at === 0 && { 'data-autofocus': true })}
          label={t(label)}
          placeholder={t('caps.none')}
          inputMode="decimal"
          autoComplete="off"
          value={texts[key]}
          error={isTried && thousandths(texts[key]) === undefined ? t('caps.wrong') : undefined}
          onChange={(event) => setTexts({ ...texts, [key]: event.currentTarget.value })}
        />
      ))}
    </FormDialog>
  );
}
