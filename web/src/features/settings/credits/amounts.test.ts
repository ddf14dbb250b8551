import { expect, test } from 'vitest';
import { thousandths, typed } from './amounts';

test('credits are read as people type them, and nothing is guessed', () => {
  const read = ['', '250', '12.5', '1,250.125', '0', '-5', '1.2345', 'many', '12.', '99999999999999999'].map(thousandths);
  expect(read).toEqual([null, 250_000, 12_500, 1_250_125, 0, undefined, undefined, undefined, undefined, undefined]);
});

test('what is shown in a field is read as the same', () => {
  for (const amount of [null, 0, 1, 12_500, 2_408_000]) expect(thousandths(typed(amount))).toBe(amount);
});
