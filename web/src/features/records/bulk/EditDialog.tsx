import type { Field } from '@leadgen/client';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { countries } from '@/lib/countries';
import { usePeople } from '@/lib/members';
import { about } from '@/ui/FormDialog';
import type { RecordFields } from '@/records/fields';
import { fromText } from '@/records/valueText';
import { useText as useValueText } from '@/records/text';
import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';

/** One field, the same value for all. */
export function EditDialog({ fields, ...picked }: Picked & { fields: RecordFields }) {
  const t = useText();
  const known = fields.own.filter((field) => field.editable && field.type !== 'lists');
  const [key, setKey] = useState('');
  const [text, setText] = useState('');
  const field = known.find((one) => one.key === key);
  return (
    <ActDialog
      {...picked}
      title="edit.title"
      submit="edit.submit"
      fields={[key]}
      act={field === undefined ? null : () => ({ kind: 'edit', values: { [key]: fromText(field, text) } })}
    >
      {(error) => (
        <>
          <NativeSelect
            size="sm"
            data-autofocus
            label={t('edit.field')}
            value={key}
            data={[{ value: '', label: t('edit.choose') }, ...known.map(({ key: value, label }) => ({ value, label }))]}
            onChange={(event) => {
              setKey(event.currentTarget.value);
              setText('');
            }}
          />
          {field !== undefined && <ValueInput field={field} text={text} problem={about(error, key)} onText={setText} />}
        </>
      )}
    </ActDialog>
  );
}

interface ValueInputProps {
  field: Field;
  text: string;
  problem: string | undefined;
  onText: (text: string) => void;
}

function ValueInput({ field, text, problem, onText }: ValueInputProps) {
  const t = useText();
  const options = useOptions(field);
  const empties = text.trim() === '' ? t('edit.empties', { field: field.label.toLocaleLowerCase() }) : undefined;
  const shared = {
    label: t('edit.value'),
    size: 'sm',
    value: text,
    error: problem,
    description: empties ?? (field.many ? t('edit.several') : undefined),
    onChange: (event: { currentTarget: { value: string } }) => onText(event.currentTarget.value),
  } as const;
  if (options !== null) return <NativeSelect {...shared} data={[{ value: '', label: '' }, ...options]} />;
  if (field.type === 'long_text') return <Textarea {...shared} rows={4} />;
  const type = { date: 'date', datetime: 'datetime-local' }[field.type as string] ?? 'text';
  return <TextInput {...shared} type={type} autoComplete="off" spellCheck={false} />;
}

/** The choices of a field that has a closed set; null where anything can be typed. */
function useOptions(field: Field): { value: string; label: string }[] | null {
  const t = useValueText();
  const people = usePeople();
  switch (field.type) {
    case 'boolean':
      return [{ value: 'true', label: t('value.yes') }, { value: 'false', label: t('value.no') }];
    case 'choice':
      return [...(field.options ?? [])];
    case 'country':
      return [...countries()];
    case 'member':
      return people?.members.map(({ id, name }) => ({ value: id, label: name })) ?? [];
    default:
      return null;
  }
}
