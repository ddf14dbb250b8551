import { createField, type Field, type FieldType, type RecordKind } from '@leadgen/client';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { messages, useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from './Dialog';
import { en } from './newField.en';
import { useErrorSentence } from './states';
import { toast } from './toast';
import styles from './NewField.module.css';

const useText = messages('newField', en);

/** What a workspace can make fields of; the rest are built in. */
const TYPES = [
  'text', 'long_text', 'number', 'decimal', 'date', 'datetime', 'boolean', 'choice', 'email', 'phone', 'url', 'country',
] as const satisfies readonly FieldType[];
const KINDS = ['contact', 'company'] as const satisfies readonly RecordKind[];

interface NewFieldProps {
  slug: string;
  /** The kind of record it is for; asked where it is not given. */
  kind?: RecordKind;
  /** A first name for it. */
  label?: string;
  /** What its values look like. */
  type?: FieldType;
  onClose: () => void;
  onCreated?: (field: Field) => void;
}

/** Adds a field of the workspace's own. */
export function NewField(props: NewFieldProps) {
  const { onClose } = props;
  const t = useText();
  const common = useCommon();
  const form = useId();
  const { draft, set, problem, submit, busy } = useDraft(props);
  return (
    <Dialog
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={busy}>
            {t('create')}
          </Button>
        </>
      }
    >
      <p>{t('detail')}</p>
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={t('label')}
          value={draft.label}
          error={problem}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        {props.kind === undefined && (
          <NativeSelect
            size="sm"
            label={t('of')}
            value={draft.kind}
            data={KINDS.map((value) => ({ value, label: t(value) }))}
            onChange={(event) => set({ kind: KINDS.find((one) => one === event.currentTarget.value) ?? 'contact' })}
          />
        )}
        <NativeSelect
          size="sm"
          label={t('type')}
          value={draft.type}
          data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          onChange={(event) => set({ type: TYPES.find((one) => one === event.currentTarget.value) ?? 'text' })}
        />
        {draft.type === 'choice' && (
          <Textarea
            size="sm"
            rows={4}
            label={t('options')}
            description={t('optionsHint')}
            value={draft.options}
            onChange={(event) => set({ options: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('description')}
          description={t('descriptionHint')}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      </form>
    </Dialog>
  );
}

interface Draft {
  kind: RecordKind;
  label: string;
  type: (typeof TYPES)[number];
  options: string;
  description: string;
}

/** The choices somebody wrote one per line, each once. */
function choicesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

function useDraft({ slug, kind = 'contact', label: first = '', type: like, onClose, onCreated }: NewFieldProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const [draft, setDraft] = useState<Draft>({
    kind,
    label: first,
    type: TYPES.find((one) => one === like) ?? 'text',
    options: '',
    description: '',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const choices = choicesOf(draft.options);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const options = draft.type === 'choice' ? choices.map((label) => ({ value: label, label })) : null;
      const body = { ...draft, label: draft.label.trim(), options };
      const { data } = await createField({ path: { slug }, body, throwOnError: true });
      return data;
    },
    onSuccess: async (field) => {
      await refresh(['listFields']);
      toast(t('created', { label: field.label }));
      onCreated?.(field);
      onClose();
    },
    onError: (error) => setProblem(asApiError(error)?.fields[0]?.message ?? sentence(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.label.trim() === '') setProblem(t('needLabel'));
    else if (draft.type === 'choice' && choices.length === 0) setProblem(t('needOptions'));
    else mutate();
  };
  const set = (change: Partial<Draft>) => {
    setProblem(null);
    setDraft({ ...draft, ...change });
  };
  return { draft, set, problem, submit, busy: isPending };
}
