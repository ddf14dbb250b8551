import { expect, test } from 'vitest';
import { moved } from './Choices';

test.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 0],
  ['ArrowUp', 0, 3, 2],
  ['PageDown', 1, 20, 9],
  ['PageDown', 18, 20, 19],
  ['PageUp', 3, 20, 0],
  ['ArrowDown', 0, 0, null],
  ['a', 0, 3, null],
] as const)('%s from %i of %i leads to %s', (key, at, length, to) => {
  expect(moved(key, at, length)).toBe(to);
});
