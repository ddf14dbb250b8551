import { expect, test } from 'vitest';
import { messages } from './i18n';

const { text } = messages('test', {
  greet: 'Hello {{name}}',
  rows_one: '{{count}} row',
  rows_other: '{{count}} rows',
  deep: { er: 'Deeper' },
});

test('values, plurals and dotted keys', () => {
  expect(text('greet', { name: 'Ada' })).toBe('Hello Ada');
  expect(text('rows', { count: 1 })).toBe('1 row');
  expect(text('rows', { count: 3 })).toBe('3 rows');
  expect(text('deep.er')).toBe('Deeper');
});

test('a value is put in as it is, also when it looks like a pattern', () => {
  expect(text('greet', { name: '$& {{name}}' })).toBe('Hello $& {{name}}');
});
