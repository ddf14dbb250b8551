import { expect, test } from 'vitest';
import { found, score } from './match';

test.each([
  ['Tomáš Říha', 'tomas', 3],
  ['Tomáš Říha', 'riha', 2],
  ['Tomáš Říha', 'r t', 1],
  ['Tomáš Říha', 'omas', 0],
  ['New contact', 'new con', 3],
  ['tomas@kettlecrane.example', 'kettle', 2],
  ['anything', '  ', 1],
])('%j by %j scores %i', (text, query, value) => {
  expect(score(text, query)).toBe(value);
});

test('a name comes before other words, and ties keep their order', () => {
  const items = [{ name: 'History', also: 'undo' }, { name: 'Undo the last operation', also: '' }, { name: 'Undo all', also: '' }];
  const names = found(items, 'undo', ({ name, also }) => [name, also]).map(({ name }) => name);
  expect(names).toEqual(['Undo the last operation', 'Undo all', 'History']);
});
