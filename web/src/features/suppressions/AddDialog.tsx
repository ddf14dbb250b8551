import { addSuppression, type SuppressionDraft } from '@leadgen/client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, once } from '@/lib/api';
import { refresh } from '@/lib/query';
import { about, FormDialog } from '@/ui/FormDialog';
import { toast } from '@/ui/toast';
import { useText } from './text';

const KINDS = ['email', 'domain', 'phone', 'linkedin'] as const satisfies readonly SuppressionDraft['kind'][];
type Kind = (typeof KINDS)[number];

/** One address that is never written to. */
export function AddDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const [kind, setKind] = useState<Kind>('email');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const add = useAdd(slug, () => {
    toast(t('form.added', { value: value.trim() }));
    onClose();
  });
  // The one thing that can be wrong with an address is the address.
  const wrong = asApiError(add.error)?.code === 'address_invalid' ? add.error?.message : about(add.error, 'value');
  return (
    <FormDialog
      title={t('form.title')}
      submit={t('form.submit')}
      pending={add.isPending}
      error={wrong === undefined ? add.error : null}
      disabled={value.trim() === ''}
      onSubmit={() => add.mutate({ kind, value: value.trim(), note: note.trim() })}
      onClose={onClose}
    >
      <NativeSelect
        label={t('form.kind')}
        value={kind}
        data={KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
        onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'email')}
      />
      <TextInput
        data-autofocus
        label={t('form.value')}
        placeholder={t(`form.placeholder.${kind}`)}
        autoComplete="off"
        spellCheck={false}
        value={value}
        error={wrong}
        onChange={(event) => {
          add.reset();
          setValue(event.currentTarget.value);
        }}
      />
      <TextInput
        label={t('form.note')}
        description={t('form.noteHint')}
        autoComplete="off"
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function useAdd(slug: string, done: () => void) {
  return useMutation({
    mutationFn: (body: SuppressionDraft) => addSuppression({ path: { slug }, body, headers: once(), throwOnError: true }),
    onSuccess: async () => {
      await refresh(['listSuppressions']);
      done();
    },
  });
}
