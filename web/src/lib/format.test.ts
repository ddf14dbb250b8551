import { expect, test } from 'vitest';
import { ago, bytes, country, credits, day, decimal, money, phone, range, total } from './format';

test('a total that is only an estimate says so and keeps two digits', () => {
  expect(total({ value: 12418, exact: true })).toBe('12,418');
  expect(total({ value: 123_456, exact: false })).toBe('~120,000');
});

test.each([
  [{ amount: 1250, currency: 'EUR' }, '€12.50'],
  [{ amount: 120_000, currency: 'EUR' }, '€1,200'],
  [{ amount: 500, currency: 'JPY' }, 'JP¥500'],
])('money %j', (value, words) => expect(money(value)).toBe(words));

test.each([
  [0, '0'],
  [1250, '1.25'],
  [2_408_000, '2,408'],
])('credits %i', (amount, words) => expect(credits(amount)).toBe(words));

test.each([
  [{ min: 50, max: 249 }, '50–249'],
  [{ min: 1000, max: null }, '1,000+'],
  [{ min: null, max: 9 }, '≤ 9'],
  [{ min: null, max: null }, ''],
])('range %j', (value, words) => expect(range(value)).toBe(words));

test.each([
  ['+420608555008', '+420 608 555 008'],
  ['+15550142233', '+1 555 014 2233'],
  ['+442079460958', '+44 207 946 0958'],
  ['+4722334455', '+47 223 344 55'],
  ['call the office', 'call the office'],
])('phone %s', (number, words) => expect(phone(number)).toBe(words));

test('a calendar day is the same in every zone', () => expect(day('2026-01-31')).toBe('31 Jan 2026'));
test('a decimal is grouped and never rounded', () => expect(decimal('1234567.505')).toBe('1,234,567.505'));
test('an unknown country stays as it is', () => expect(country('not a code')).toBe('not a code'));
test('sizes', () => expect([bytes(12), bytes(5324), bytes(2_000_000)]).toEqual(['12 B', '5.3 kB', '2.0 MB']));

test('moments: minutes, then the hour of today, then the day', () => {
  const now = new Date(2026, 5, 10, 15, 0);
  expect(ago(new Date(2026, 5, 10, 14, 55).toISOString(), now)).toBe('5 minutes ago');
  expect(ago(new Date(2026, 5, 10, 9, 5).toISOString(), now)).toBe('09:05');
  expect(ago(new Date(2026, 5, 1).toISOString(), now)).toBe('1 Jun');
  expect(ago(new Date(2024, 5, 1).toISOString(), now)).toBe('1 Jun 2024');
});
