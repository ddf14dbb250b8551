import type { ImportLine } from '@leadgen/client';
import { describe, expect, it } from 'vitest';
import { moved, nextBad, pasted } from './keys';

const SIZE = { rows: 30, columns: 4 };
const COLUMNS = [{ index: 0 }, { index: 2 }, { index: 5 }];

function line(line_no: number, bad: number | null): ImportLine {
  return {
    line_no,
    cells: [],
    fixed: {},
    meets: [],
    verdict: 'rejected',
    record_id: null,
    problems: bad === null ? [] : [{ column: bad, field: 'x', message: 'It is not a date.' }],
  };
}

describe('keys among the lines', () => {
  it('move by one and stop at the edges', () => {
    expect(moved({ row: 0, column: 0 }, 'ArrowDown', false, SIZE)).toEqual({ row: 1, column: 0 });
    expect(moved({ row: 0, column: 0 }, 'ArrowUp', false, SIZE)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 29, column: 3 }, 'ArrowRight', false, SIZE)).toEqual({ row: 29, column: 3 });
  });
  it('jump to the ends with the command key', () => {
    expect(moved({ row: 5, column: 2 }, 'ArrowDown', true, SIZE)).toEqual({ row: 29, column: 2 });
    expect(moved({ row: 5, column: 2 }, 'Home', true, SIZE)).toEqual({ row: 0, column: 0 });
  });
  it('leave letters alone', () => {
    expect(moved({ row: 5, column: 2 }, 'a', false, SIZE)).toBeNull();
  });
  it('lead from a mended cell to the next bad one', () => {
    const lines = [line(2, 2), line(3, 5), line(4, null)];
    expect(nextBad({ row: 0, column: 1 }, lines, COLUMNS)).toEqual({ row: 1, column: 2 });
    expect(nextBad({ row: 1, column: 2 }, lines, COLUMNS)).toEqual({ row: 2, column: 2 });
    expect(nextBad({ row: 2, column: 0 }, lines, COLUMNS)).toEqual({ row: 2, column: 0 });
  });
  it('read a block from a spreadsheet without its last line end', () => {
    expect(pasted('a\tb\r\nc \td\r\n')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(pasted('one')).toEqual([['one']]);
  });
});
