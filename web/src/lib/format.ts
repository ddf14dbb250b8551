/** Numbers, money and dates as people read them: the only place that formats them. */
import type { Money, Range, Total } from '@leadgen/client';

const LOCALE = 'en-GB';
const whole = new Intl.NumberFormat(LOCALE);
const thousandths = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 3 });
const roughly = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });
const shortened = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumSignificantDigits: 2 });
const compactUnits = ['B', 'kB', 'MB', 'GB'] as const;
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const shortly = new Intl.RelativeTimeFormat('en', { style: 'narrow' });
const either = new Intl.ListFormat('en', { type: 'disjunction' });
const every = new Intl.ListFormat('en', { type: 'conjunction' });
const countries = new Intl.DisplayNames('en', { type: 'region' });

/** 12418 → "12,418" */
export function count(value: number): string {
  return whole.format(value);
}

/** A total that says when it is only an estimate: "12,418" or "~120,000", with two digits that mean something. */
export function total({ value, exact: isExact }: Total): string {
  return isExact ? count(value) : `~${roughly.format(value)}`;
}

/** 1240 → "~1.2k": an estimate where there is little room. */
export function rough(value: number): string {
  return `~${shortened.format(value).replace('K', 'k')}`;
}

/** 0.92 → "92 %"; for a share between 0 and 1. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** "12.50" → "12.50", "1234567.5" → "1,234,567.5": grouped, never rounded. */
export function decimal(text: string): string {
  const [integer = '', fraction] = text.split('.');
  const grouped = integer.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** 1250 → "1.25", 2408000 → "2,408": credits are counted in thousandths. */
export function credits(amount: number): string {
  return thousandths.format(amount / 1000);
}

/** Minor units → "€12.50", "€1,200"; the number of decimals is the currency's own. */
export function money({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(amount / 10 ** currencyDigits(currency));
}

/** "0.0053", "USD" → "US$0.0053"; "812", "tokens" → "812 tokens": what a provider says that it took. */
export function ownCost({ amount, unit }: { amount: string; unit: string }): string {
  if (!/^[A-Z]{3}$/.test(unit)) return `${decimal(amount)} ${unit}`;
  return new Intl.NumberFormat(LOCALE, { style: 'currency', currency: unit, maximumFractionDigits: 4 }).format(Number(amount));
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY. */
export function currencyDigits(currency: string): number {
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** "50–249", "250+", "up to 9" */
export function range({ min, max }: Range): string {
  if (min === null && max === null) return '';
  if (min === null) return `≤ ${count(max ?? 0)}`;
  if (max === null) return `${count(min)}+`;
  return min === max ? count(min) : `${count(min)}–${count(max)}`;
}

/** Calling codes of one and two digits; every other has three. */
const SHORT_CODES = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** "+420608555008" → "+420 608 555 008"; what is not a plain number stays as it is. */
export function phone(number: string): string {
  if (!/^\+\d{8,15}$/.test(number)) return number;
  const code = SHORT_CODES.exec(number)?.[0] ?? number.slice(0, 4);
  const groups = number.slice(code.length).match(/\d{3}(?=\d{2})|\d+/g) ?? [];
  return [code, ...groups].join(' ');
}

/** 5324 → "5.3 kB" */
export function bytes(size: number): string {
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < compactUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${compactUnits[unit]}`;
}

/** "2026-01-31" → "31 Jan 2026"; a calendar day has no time zone. */
export function day(iso: string): string {
  const [year, month, date] = iso.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return iso;
  return dayMonthYear.format(new Date(year, month - 1, date));
}

/** The exact moment, for a tooltip. */
export function moment(iso: string): string {
  return exact.format(new Date(iso));
}

/** How long ago, short: "just now", "5 minutes ago", "14:05", "12 Nov", "12 Nov 2024". */
export function ago(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (seconds < 45) return relative.format(0, 'second');
  if (seconds < 3600) return relative.format(-Math.round(seconds / 60), 'minute');
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return at.getFullYear() === now.getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at);
}

/** The same with its seconds: "3s ago". */
export function agoExactly(iso: string, now: Date = new Date()): string {
  const seconds = Math.max(1, Math.round((now.getTime() - new Date(iso).getTime()) / 1000));
  return seconds < 60 ? shortly.format(-seconds, 'second') : ago(iso, now);
}

/** "CZ" → "Czechia"; an unknown code stays as it is. */
export function country(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code; // not the form of a region code
    throw error;
  }
}

/** ["owner", "admin"] → "owner or admin" */
export function oneOf(words: readonly string[]): string {
  return either.format(words);
}

/** ["a", "b"] → "a and b" */
export function all(words: readonly string[]): string {
  return every.format(words);
}
