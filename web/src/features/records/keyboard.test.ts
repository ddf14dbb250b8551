import { expect, test } from 'vitest';
import { actOf, isLetter, moved } from './keyboard';

const size = { rows: 100, columns: 9, page: 20 };

test.each([
  ['ArrowDown', false, { row: 5, column: 3 }, { row: 6, column: 3 }],
  ['ArrowUp', false, { row: 0, column: 3 }, { row: -1, column: 3 }],
  ['ArrowUp', false, { row: -1, column: 3 }, { row: -1, column: 3 }],
  ['ArrowLeft', false, { row: 5, column: 0 }, { row: 5, column: 0 }],
  ['ArrowRight', true, { row: 5, column: 0 }, { row: 5, column: 8 }],
  ['Home', true, { row: 5, column: 4 }, { row: 0, column: 0 }],
  ['End', false, { row: 5, column: 4 }, { row: 5, column: 8 }],
  ['End', true, { row: 5, column: 4 }, { row: 99, column: 8 }],
  ['PageDown', false, { row: 90, column: 4 }, { row: 99, column: 4 }],
  ['PageUp', false, { row: 9, column: 4 }, { row: 0, column: 4 }],
] as const)('%s with jump %s', (key, jump, from, to) => {
  expect(moved(from, key, jump, size)).toEqual(to);
});

test('other keys do not move', () => {
  expect(moved({ row: 1, column: 1 }, 'a', false, size)).toBeNull();
});

test.each([
  ['Enter', false, false, 'edit'],
  ['F2', false, false, 'edit'],
  [' ', false, false, 'open'],
  [' ', false, true, 'pickRow'],
  [' ', true, false, 'selectColumn'],
  ['Escape', false, false, 'back'],
  ['Delete', false, false, 'clear'],
  ['a', true, false, 'selectAll'],
  ['D', true, false, 'fillDown'],
  ['r', true, false, 'fillRight'],
  ['z', true, false, 'undo'],
  ['z', true, true, null],
  ['a', false, false, null],
  ['c', true, false, null],
] as const)('%s with command %s and shift %s is %s', (key, command, shift, act) => {
  expect(actOf({ key, command, shift })).toBe(act);
});

test('a letter of any alphabet begins an edit, a named key and a command do not', () => {
  const isWritten = (key: string, command = false) => isLetter({ key, command, shift: false });
  expect(['a', 'Ž', '7', '漢', '😀', '='].every((key) => isWritten(key))).toBe(true);
  expect([' ', 'Shift', 'F5', 'Dead', 'Process'].some((key) => isWritten(key))).toBe(false);
  expect(isWritten('s', true)).toBe(false);
});
