import { expect, test } from 'vitest';
import { isSame, moved, put } from './rules';

const rule = (name: string) => ({ name, verdict: 'pass' as const, tier: '', filter: { field: name, op: 'is_filled' } });
const names = (rules: readonly { name: string }[]) => rules.map(({ name }) => name).join('');
const [a, b, c] = [rule('a'), rule('b'), rule('c')];

test.each([
  [0, 1, 'bac'],
  [2, 0, 'cab'],
  [0, -1, 'abc'],
  [2, 3, 'abc'],
])('rule %s goes to place %s: %s', (from, to, order) => expect(names(moved([a, b, c], from, to))).toBe(order));

test('a rule takes its place, a new one the last', () => {
  expect(names(put([a, b], 0, c))).toBe('cb');
  expect(names(put([a, b], null, c))).toBe('abc');
});

test('the same rules in another order are others', () => {
  expect(isSame([a, b], [rule('a'), rule('b')])).toBe(true);
  expect(isSame([a, b], [b, a])).toBe(false);
});
