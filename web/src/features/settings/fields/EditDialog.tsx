import type { FieldOption } from '@leadgen/client';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId, useState, type FormEvent } from 'react';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { useFieldActs, useText, type OwnField } from './acts';
import styles from './Fields.module.css';

interface EditDialogProps {
  slug: string;
  field: OwnField;
  onClose: () => void;
}

/** What a field is for, and the words of a choice. A word that records have is renamed, never taken away. */
export function EditDialog({ slug, field, onClose }: EditDialogProps) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const { update } = useFieldActs(slug);
  const [description, setDescription] = useState(field.description);
  const [options, setOptions] = useState<readonly FieldOption[]>(field.options ?? []);
  const [busy, setBusy] = useState(false);
  const isChoice = field.options !== null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const kept = options.filter(({ label }) => label.trim() !== '').map((one) => ({ ...one, value: one.value || one.label.trim() }));
    const done = await update(field, { description, ...(isChoice && { options: kept }) }, t('didSave', { label: field.label }));
    setBusy(false);
    if (done) onClose();
  };
  const relabel = (place: number, label: string) => setOptions(options.map((one, at) => (at === place ? { ...one, label } : one)));
  return (
    <Dialog
      title={t('editTitle', { label: field.label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void save(event)} noValidate>
        <TextInput
          data-autofocus
          label={t('description')}
          description={t('descriptionHint')}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {isChoice && (
          <fieldset className={styles.choices}>
            <legend>{t('choices')}</legend>
            {options.map((option, place) => (
              <div key={place} className={styles.choice}>
                <TextInput
                  aria-label={t('choiceOf', { n: place + 1 })}
                  maxLength={200}
                  value={option.label}
                  onChange={(event) => relabel(place, event.currentTarget.value)}
                />
                <ActionIcon aria-label={t('takeOut', { label: option.label })} onClick={() => setOptions(options.filter((_, at) => at !== place))}>
                  <IconX size={14} stroke={1.5} aria-hidden />
                </ActionIcon>
              </div>
            ))}
            <Button variant="subtle" color="gray" onClick={() => setOptions([...options, { value: '', label: '' }])}>
              {t('addChoice')}
            </Button>
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}
