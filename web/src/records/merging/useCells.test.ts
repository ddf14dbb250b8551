import { expect, test } from 'vitest';
import { moved } from './useCells';

const SIZE = { rows: 3, columns: 2 };

test.each([
  ['ArrowDown', { row: -1, column: 1 }, { row: 0, column: 1 }],
  ['ArrowUp', { row: 0, column: 1 }, { row: -1, column: 1 }],
  ['ArrowUp', { row: -1, column: 1 }, { row: -1, column: 1 }],
  ['ArrowDown', { row: 2, column: 0 }, { row: 2, column: 0 }],
  ['ArrowRight', { row: 1, column: 0 }, { row: 1, column: 1 }],
  ['ArrowRight', { row: 1, column: 1 }, { row: 1, column: 1 }],
  ['End', { row: 1, column: 0 }, { row: 1, column: 1 }],
])('%s stays within the cells', (key, from, to) => {
  expect(moved(key, from, SIZE)).toEqual(to);
});

test('left of the first record and by any other key nothing is moved to', () => {
  expect(moved('ArrowLeft', { row: 1, column: 0 }, SIZE)).toBeNull();
  expect(moved('m', { row: 1, column: 0 }, SIZE)).toBeNull();
});
