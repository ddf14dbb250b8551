import { mergeTag, type Tag } from '@leadgen/client';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { once } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { useUndoToast } from '@/ui/undo';
import fields from '../fields/Fields.module.css';
import { CHANGED, useText } from './text';

interface MergeDialogProps {
  slug: string;
  tag: Tag;
  tags: readonly Tag[];
  onClose: () => void;
}

/** One tag gives way to another, on every contact that has it. */
export function MergeDialog({ slug, tag, tags, onClose }: MergeDialogProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const undoable = useUndoToast(slug);
  const [into, setInto] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () =>
      (await mergeTag({ path: { slug, id: tag.id }, body: { into }, headers: once(), throwOnError: true })).data,
    onSuccess: (operation) => {
      void refresh(CHANGED);
      undoable(operation.summary, operation);
      onClose();
    },
  });
  return (
    <Dialog
      title={t('mergeTitle', { name: tag.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button variant="filled" disabled={into === ''} loading={isPending} onClick={() => mutate()}>
            {t('doMerge')}
          </Button>
        </>
      }
    >
      <p>{t('mergeDetail')}</p>
      <NativeSelect
        data-autofocus
        size="sm"
        className={fields.newType}
        label={t('into')}
        value={into}
        data={[{ value: '', label: t('choose') }, ...tags.filter(({ id }) => id !== tag.id).map(({ name }) => ({ value: name, label: name }))]}
        onChange={(event) => setInto(event.currentTarget.value)}
      />
      {error !== null && (
        <p className={fields.problem} role="alert">
          {sentence(error)}
        </p>
      )}
    </Dialog>
  );
}
