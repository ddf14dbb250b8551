import { expect, test } from 'vitest';
import { countOf, extended, isPicked, NOTHING, toggled, type Selection } from './selection';

const all: Selection = { mode: 'all', except: new Set() };
const total = { value: 5000, exact: true };

test('rows are picked one by one and let go again', () => {
  const one = toggled(NOTHING, 'a');
  expect([isPicked(one, 'a'), isPicked(one, 'b')]).toEqual([true, false]);
  expect(toggled(one, 'a')).toBe(NOTHING);
});

test('of everything some are let go, and a range takes them back', () => {
  const but = toggled(toggled(all, 'a'), 'b');
  expect([isPicked(but, 'a'), isPicked(but, 'z')]).toEqual([false, true]);
  expect(countOf(but, total)).toEqual({ value: 4998, exact: true });
  expect(countOf(extended(but, ['a', 'c']), total).value).toBe(4999);
});

test('a range adds to what is picked; of nothing it is nothing', () => {
  expect(countOf(extended(toggled(NOTHING, 'a'), ['a', 'b', 'c']), null).value).toBe(3);
  expect(extended(NOTHING, [])).toBe(NOTHING);
});

test('everything is as many as the list says, and as exact', () => {
  expect(countOf(all, { value: 12_000, exact: false })).toEqual({ value: 12_000, exact: false });
  expect(countOf(all, null)).toEqual({ value: 0, exact: false });
});
