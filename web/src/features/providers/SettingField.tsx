import { NativeSelect, TextInput } from '@mantine/core';
import type { Setting } from './form';
import { useText } from './text';

interface SettingFieldProps {
  setting: Setting;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** One setting: a list where there is a choice, else a line to type in. */
export function SettingField({ setting, value, error, onChange }: SettingFieldProps) {
  const t = useText();
  const { label, kind, choices, isRequired, isAddress } = setting;
  const description = [setting.description, isRequired ? t('needed') : ''].filter(Boolean).join(' ');
  const shared = { label, error, value, ...(description !== '' && { description }) };
  const listed = kind === 'boolean' ? [['true', t('yes')], ['false', t('no')]] : choices.map((choice) => [choice, choice]);
  if (listed.length > 0) {
    const data = [{ value: '', label: t(isRequired ? 'choose' : 'byDefault') }, ...listed.map(([choice = '', word = '']) => ({ value: choice, label: word }))];
    return <NativeSelect {...shared} data={data} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <TextInput
      {...shared}
      type={isAddress ? 'url' : 'text'}
      inputMode={kind === 'string' ? (isAddress ? 'url' : 'text') : 'decimal'}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
