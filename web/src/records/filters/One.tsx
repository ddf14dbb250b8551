import { NativeSelect, TextInput } from '@mantine/core';
import type { Field } from '@leadgen/client';
import { useState } from 'react';
import { currencyDigits } from '@/lib/format';
import { useText } from './text';
import type { Choice } from './useNames';

interface OneProps {
  field: Field;
  label: string;
  value: unknown;
  choices: readonly Choice[] | null;
  /** The first control of the editor has the focus when it opens. */
  isFirst?: boolean;
  onValue: (value: unknown) => void;
}

/** One value by the type of its field: picked where the set is closed, else typed. Undefined while there is none. */
export function One({ field, label, value, choices, isFirst = false, onValue }: OneProps) {
  const focus = isFirst && { 'data-autofocus': true };
  if (field.type === 'money') return <MoneyInput label={label} value={value} onValue={onValue} />;
  if (choices !== null && choices.length > 0) return <Pick label={label} value={value} choices={choices} onValue={onValue} {...focus} />;
  const isDate = field.type === 'date' || field.type === 'datetime';
  const isWhole = field.type === 'number' || field.type === 'range';
  return (
    <TextInput
      label={label}
      type={isDate ? 'date' : 'text'}
      {...(isWhole && { inputMode: 'numeric' as const })}
      autoComplete="off"
      spellCheck={false}
      value={isDate ? String(value ?? '').slice(0, 10) : String(value ?? '')}
      onChange={(event) => onValue(typed(event.currentTarget.value, isWhole))}
      {...focus}
    />
  );
}

/** What is sent for a text; what is no number goes as it is, and the server says so. */
export function typed(text: string, isWhole: boolean): unknown {
  const plain = text.trim();
  if (plain === '') return undefined;
  return isWhole && /^-?[\d\s,]+$/.test(plain) ? Number(plain.replaceAll(/[\s,]/g, '')) : text;
}

interface PickProps {
  label: string;
  value: unknown;
  choices: readonly Choice[];
  onValue: (value: unknown) => void;
}

export function Pick({ label, value, choices, onValue, ...focus }: PickProps) {
  const t = useText();
  const place = choices.findIndex((choice) => choice.value === value);
  return (
    <NativeSelect
      label={label}
      value={place === -1 ? '' : String(place)}
      onChange={(event) => onValue(choices[Number(event.currentTarget.value)]?.value)}
      data={[...(place === -1 ? [{ value: '', label: t('value.pick') }] : []), ...choices.map((choice, at) => ({ value: String(at), label: choice.label }))]}
      {...focus}
    />
  );
}

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CZK', 'PLN', 'SEK', 'DKK', 'NOK', 'JPY'];

function MoneyInput({ label, value, onValue }: { label: string; value: unknown; onValue: (value: unknown) => void }) {
  const t = useText();
  const given = value as { amount: number; currency: string } | undefined;
  const [currency, setCurrency] = useState(given?.currency ?? 'EUR');
  const [text, setText] = useState(given === undefined ? '' : String(given.amount / 10 ** currencyDigits(given.currency)));
  const tell = (amount: string, of: string) => {
    const number = Number(amount.replaceAll(/[\s,]/g, ''));
    onValue(amount.trim() === '' || Number.isNaN(number) ? undefined : { amount: Math.round(number * 10 ** currencyDigits(of)), currency: of });
  };
  return (
    <div data-row>
      <TextInput label={label} inputMode="decimal" value={text} onChange={(event) => { setText(event.currentTarget.value); tell(event.currentTarget.value, currency); }} />
      <NativeSelect label={t('value.currency')} data={CURRENCIES} value={currency} onChange={(event) => { setCurrency(event.currentTarget.value); tell(text, event.currentTarget.value); }} />
    </div>
  );
}

