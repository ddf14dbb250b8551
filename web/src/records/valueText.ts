/** Values as text to edit, copy and paste, and back. What cannot be read goes to the server as it is: it says why. */
import type { Field, FieldType, Money, Range, Value } from '@leadgen/client';
import { currencyDigits } from '@/lib/format';

export function isMoney(value: Value): value is Money {
  return typeof value === 'object' && 'currency' in value;
}

export function isRange(value: Value): value is Range {
  return typeof value === 'object' && 'min' in value;
}

const PICKED: ReadonlySet<FieldType> = new Set(['boolean', 'choice', 'country', 'member', 'date', 'datetime']);

const SHARED: ReadonlySet<FieldType> = new Set(['tags', 'lists']);

/** Whether its values are picked among those that records share by name. */
export function isPicked({ type }: Pick<Field, 'type'>): boolean {
  return SHARED.has(type);
}

/** Whether a value of the field is typed as text; the others are chosen. */
export function isTyped(field: Field): boolean {
  return !PICKED.has(field.type);
}

/** The value as a person would type it. */
export function toText(value: Value | null | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (isMoney(value)) return moneyText(value);
  if (isRange(value)) return rangeText(value);
  return String(value);
}

function moneyText({ amount, currency }: Money): string {
  return `${(amount / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency))} ${currency}`;
}

function rangeText({ min, max }: Range): string {
  if (min !== null && max !== null) return min === max ? String(min) : `${min}-${max}`;
  return min !== null ? `${min}+` : max !== null ? `0-${max}` : '';
}

/** What to send for a text; null empties the field. */
export function fromText(field: Field, text: string): Value | null {
  const trimmed = field.type === 'long_text' ? text.trimEnd() : text.trim();
  if (trimmed === '') return null;
  if (field.many) return trimmed.split(/\s*[,;\n]\s*/).filter((part) => part !== '');
  switch (field.type) {
    case 'number':
      return /^-?[\d\s,]+$/.test(trimmed) ? Number(trimmed.replaceAll(/[\s,]/g, '')) : trimmed;
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed;
    case 'range':
      return readRange(trimmed) ?? trimmed;
    case 'money':
      return readMoney(trimmed) ?? trimmed;
    case 'datetime':
      return Number.isNaN(Date.parse(trimmed)) ? trimmed : new Date(trimmed).toISOString();
    default:
      return trimmed;
  }
}

function readRange(text: string): Range | null {
  const plain = text.replaceAll(/[\s,]/g, '');
  const pair = /^(\d+)[-–](\d+)$/.exec(plain);
  if (pair !== null) return { min: Number(pair[1]), max: Number(pair[2]) };
  const open = /^(\d+)\+$/.exec(plain);
  if (open !== null) return { min: Number(open[1]), max: null };
  return /^\d+$/.test(plain) ? { min: Number(plain), max: Number(plain) } : null;
}

function readMoney(text: string): Money | null {
  const match = /^(\d[\d\s,]*)(?:\.(\d+))?\s*([A-Za-z]{3})$/.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', code = ''] = match;
  const currency = code.toUpperCase();
  const digits = currencyDigits(currency);
  if (fraction.length > digits) return null;
  return { amount: Number(whole.replaceAll(/[\s,]/g, '') + fraction.padEnd(digits, '0')), currency };
}
