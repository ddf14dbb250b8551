import type { Field } from '@leadgen/client';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { ApiError, asApiError } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { useUndoToast } from '@/ui/undo';
import { create, OPERATIONS, type Values } from '@/records/calls';
import { nameOf, type RecordFields } from '@/records/fields';
import { useText } from './text';
import { fromText } from '@/records/valueText';
import styles from './Form.module.css';

const ASKED = 6;

interface CreateRecordProps {
  slug: string;
  fields: RecordFields;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** A record by hand: the fields the grid shows first; the others are filled in its drawer. */
export function CreateRecord({ slug, fields, onClose, onCreated }: CreateRecordProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const form = useId();
  const [texts, setTexts] = useState<{ [key: string]: string }>({});
  const asked = fields.own.filter((field) => field.default_visible && field.editable && field.type !== 'member').slice(0, ASKED);
  const { mutate, isPending, error } = useCreate(slug, fields, (id) => {
    onClose();
    onCreated(id);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const filled = asked.map((field) => [field.key, fromText(field, texts[field.key] ?? '')] as const);
    mutate(Object.fromEntries(filled.filter(([, value]) => value !== null)));
  };
  const about = (key: string) => asApiError(error)?.fields.find((problem) => problem.field === key)?.message;
  const general = error !== null && (error as ApiError).fields?.length !== 0 ? null : error;
  return (
    <Dialog
      title={t(`${fields.kind}.create`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={isPending}>
            {common('act.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        {asked.map((field, place) => (
          <Input
            key={field.key}
            field={field}
            first={place === 0}
            text={texts[field.key] ?? ''}
            problem={about(field.key)}
            onText={(text) => setTexts({ ...texts, [field.key]: text })}
          />
        ))}
        {general !== null && (
          <p className={styles.problem} role="alert">
            {sentence(general)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

interface InputProps {
  field: Field;
  first: boolean;
  text: string;
  problem: string | undefined;
  onText: (text: string) => void;
}

function Input({ field, first, text, problem, onText }: InputProps) {
  const shared = {
    label: field.label,
    value: text,
    error: problem,
    size: 'sm',
    'data-autofocus': first || undefined,
    onChange: (event: { currentTarget: { value: string } }) => onText(event.currentTarget.value),
  } as const;
  if (field.type === 'choice') {
    return <NativeSelect {...shared} data={[{ value: '', label: '' }, ...(field.options ?? [])]} />;
  }
  if (field.type === 'long_text') return <Textarea {...shared} rows={3} />;
  return <TextInput {...shared} type={field.type === 'date' ? 'date' : 'text'} autoComplete="off" />;
}

function useCreate(slug: string, fields: RecordFields, onDone: (id: string) => void) {
  const t = useText();
  const offerUndo = useUndoToast(slug);
  return useMutation({
    mutationFn: (values: Values) => create(slug, fields.kind, values),
    onSuccess: async ({ record, operation }) => {
      alreadyShown(operation.id);
      offerUndo(t(`${fields.kind}.created`, { name: nameOf(fields, record) ?? t('grid.nameless') }), operation);
      onDone(record.id);
      await refresh([OPERATIONS[fields.kind].list, 'listOperations']);
    },
  });
}
