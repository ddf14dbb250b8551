import { createField, type FieldType, type RecordKind } from '@leadgen/client';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useCommon } from '@/lib/i18n';
import { useText } from './text';
import styles from './Form.module.css';

/** What a workspace can make fields of; the rest are built in. */
const TYPES = [
  'text', 'long_text', 'number', 'decimal', 'date', 'datetime', 'boolean', 'choice', 'email', 'phone', 'url', 'country',
] as const satisfies readonly FieldType[];

/** Adds a field of the workspace's own to one kind of record. */
export function AddField({ slug, kind, onClose }: { slug: string; kind: RecordKind; onClose: () => void }) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const { draft, set, problem, submit, busy } = useDraft(slug, kind, onClose);
  return (
    <Dialog
      title={t('field.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={busy}>
            {t('field.create')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={t('field.label')}
          value={draft.label}
          error={problem}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        <NativeSelect
          size="sm"
          label={t('field.type')}
          value={draft.type}
          data={TYPES.map((value) => ({ value, label: t(`field.types.${value}`) }))}
          onChange={(event) => set({ type: TYPES.find((one) => one === event.currentTarget.value) ?? 'text' })}
        />
        {draft.type === 'choice' && (
          <Textarea
            size="sm"
            rows={4}
            label={t('field.options')}
            description={t('field.optionsHint')}
            value={draft.options}
            onChange={(event) => set({ options: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('field.description')}
          description={t('field.descriptionHint')}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      </form>
    </Dialog>
  );
}

interface Draft {
  label: string;
  type: (typeof TYPES)[number];
  options: string;
  description: string;
}

function useDraft(slug: string, kind: RecordKind, onDone: () => void) {
  const t = useText();
  const sentence = useErrorSentence();
  const [draft, setDraft] = useState<Draft>({ label: '', type: 'text', options: '', description: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const choices = draft.options.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const options = draft.type === 'choice' ? choices.map((label) => ({ value: label, label })) : null;
      const { label, type, description } = draft;
      const { data } = await createField({ path: { slug }, body: { kind, label, type, description, options }, throwOnError: true });
      return data;
    },
    onSuccess: async (field) => {
      await refresh(['listFields']);
      toast(t('field.created', { label: field.label }));
      onDone();
    },
    onError: (error) => setProblem(asApiError(error)?.fields[0]?.message ?? sentence(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.label.trim() === '') setProblem(t('field.needLabel'));
    else if (draft.type === 'choice' && choices.length === 0) setProblem(t('field.needOptions'));
    else mutate();
  };
  const set = (change: Partial<Draft>) => {
    setProblem(null);
    setDraft({ ...draft, ...change });
  };
  return { draft, set, problem, submit, busy: isPending };
}
