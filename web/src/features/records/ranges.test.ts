import { expect, test } from 'vitest';
import { boxOf, edgesOf, filledDown, filledRight, repeated, spanOf, stretched } from './ranges';

const at = (row: number, column: number) => ({ row, column });
const box = boxOf(at(4, 3), at(2, 1));

test('a range is the same from whichever corner it was drawn', () => {
  expect(box).toEqual({ top: 2, bottom: 4, left: 1, right: 3 });
  expect(boxOf(at(2, 1), at(4, 3))).toEqual(box);
});

test.each([
  [1, 1, null],
  [2, 0, null],
  [2, 1, 'tl'],
  [2, 2, 't'],
  [3, 2, ''],
  [4, 3, 'br'],
  [5, 3, null],
] as const)('the cell at row %d, column %d has the edges %j', (row, column, edges) => {
  expect(edgesOf(spanOf(box, row), column)).toBe(edges);
});

test('a single cell is bordered all round', () => {
  expect(edgesOf(spanOf(boxOf(at(7, 12), at(7, 12)), 7), 12)).toBe('tblr');
});

test('filling down repeats the first row, and of one row the row above', () => {
  expect(filledDown(boxOf(at(2, 1), at(4, 1)))).toEqual([
    { from: at(2, 1), to: at(3, 1) },
    { from: at(2, 1), to: at(4, 1) },
  ]);
  expect(filledDown(boxOf(at(2, 1), at(2, 2)))).toEqual([
    { from: at(1, 1), to: at(2, 1) },
    { from: at(1, 2), to: at(2, 2) },
  ]);
  expect(filledDown(boxOf(at(0, 1), at(0, 1)))).toEqual([]);
});

test('filling right repeats the first column, and of one column the one before', () => {
  expect(filledRight(boxOf(at(2, 1), at(2, 2)))).toEqual([{ from: at(2, 1), to: at(2, 2) }]);
  expect(filledRight(boxOf(at(2, 1), at(2, 1)))).toEqual([{ from: at(2, 0), to: at(2, 1) }]);
  expect(filledRight(boxOf(at(2, 0), at(2, 0)))).toEqual([]);
});

test('a range is stretched one way only, the longer one', () => {
  expect(stretched(box, at(9, 4))).toEqual({ ...box, bottom: 9 });
  expect(stretched(box, at(0, 2))).toEqual({ ...box, top: 0 });
  expect(stretched(box, at(5, 9))).toEqual({ ...box, right: 9 });
  expect(stretched(box, at(3, 2))).toEqual(box);
});

test('stretching repeats the pattern in either direction', () => {
  const two = boxOf(at(4, 0), at(5, 0));
  expect(repeated(two, { ...two, bottom: 8 }).map(({ from, to }) => [from.row, to.row])).toEqual([[4, 6], [5, 7], [4, 8]]);
  expect(repeated(two, { ...two, top: 2 }).map(({ from, to }) => [from.row, to.row])).toEqual([[4, 2], [5, 3]]);
});
