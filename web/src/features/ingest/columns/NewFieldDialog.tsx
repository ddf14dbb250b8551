import { createField, type FieldType, type RecordKind } from '@leadgen/client';
import { Button, Select, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { useText } from '../text';

const TYPES = [
  'text', 'long_text', 'email', 'phone', 'url', 'date', 'datetime', 'number', 'decimal', 'boolean', 'choice', 'country',
] as const satisfies readonly FieldType[];

interface NewFieldDialogProps {
  slug: string;
  /** The column's header, as a first name for the field. */
  name: string;
  onClose: () => void;
  onCreated: (key: string) => void;
}

/** Makes a field of the workspace without leaving the import. */
export function NewFieldDialog({ slug, name, onClose, onCreated }: NewFieldDialogProps) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const sentence = useErrorSentence();
  const [label, setLabel] = useState(name);
  const [kind, setKind] = useState<RecordKind>('contact');
  const [type, setType] = useState<(typeof TYPES)[number]>('text');
  const [choices, setChoices] = useState('');
  const [tried, setTried] = useState(false);
  const options = [...new Set(choices.split('\n').map((line) => line.trim()))].filter(Boolean);
  const nameMissing = label.trim() === '';
  const optionsMissing = type === 'choice' && options.length === 0;
  const create = useMutation({
    mutationFn: () =>
      createField({
        path: { slug },
        body: {
          kind,
          label: label.trim(),
          type,
          ...(type === 'choice' && { options: options.map((option) => ({ value: option, label: option })) }),
        },
        throwOnError: true,
      }),
    onSuccess: async ({ data }) => {
      await refresh(['listFields']);
      onCreated(data.key);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameMissing && !optionsMissing) create.mutate();
  };
  const aboutLabel = asApiError(create.error)?.fields.find(({ field }) => field === 'label')?.message;
  return (
    <Dialog
      title={t('newField.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button variant="filled" type="submit" form={form} loading={create.isPending}>
            {t('newField.create')}
          </Button>
        </>
      }
    >
      <p>{t('newField.detail')}</p>
      <form id={form} onSubmit={submit}>
        <TextInput
          label={t('newField.name')}
          value={label}
          data-autofocus
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={tried && nameMissing ? t('newField.nameMissing') : aboutLabel}
        />
        <Select
          mt={12}
          label={t('newField.of')}
          value={kind}
          allowDeselect={false}
          data={[
            { value: 'contact', label: t('columns.contact') },
            { value: 'company', label: t('columns.company') },
          ]}
          onChange={(chosen) => chosen !== null && setKind(chosen)}
        />
        <Select
          mt={12}
          label={t('newField.type')}
          value={type}
          allowDeselect={false}
          data={TYPES.map((one) => ({ value: one, label: t(`newField.types.${one}`) }))}
          onChange={(chosen) => chosen !== null && setType(chosen)}
        />
        {type === 'choice' && (
          <Textarea
            mt={12}
            label={t('newField.options')}
            autosize
            minRows={3}
            value={choices}
            onChange={(event) => setChoices(event.currentTarget.value)}
            error={tried && optionsMissing ? t('newField.optionsMissing') : null}
          />
        )}
      </form>
      {create.error !== null && aboutLabel === undefined && <p role="alert">{sentence(create.error)}</p>}
    </Dialog>
  );
}
