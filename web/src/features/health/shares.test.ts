import { expect, test } from 'vitest';
import { partsOf, shareOf } from './shares';

test('a share is never rounded up to all nor down to nothing', () => {
  expect([shareOf(0, 10), shareOf(1, 1000), shareOf(1, 3), shareOf(999, 1000), shareOf(10, 10), shareOf(0, 0)]).toEqual([0, 0.01, 0.33, 0.99, 1, 0]);
});

test('the parts of a bar are together what is filled', () => {
  const of = (filled: number, invalid: number | null, suspicious: number | null) =>
    partsOf({ filled: { count: filled }, invalid: invalid === null ? null : { count: invalid }, suspicious: suspicious === null ? null : { count: suspicious } });
  expect(of(10, 2, 3)).toEqual({ good: 5, doubtful: 3, bad: 2 });
  expect(of(10, 8, 5)).toEqual({ good: 0, doubtful: 2, bad: 8 });
  expect(of(10, null, null)).toEqual({ good: 10, doubtful: 0, bad: 0 });
});
