import { expect, test } from 'vitest';
import { expectedOf, likelyOf, oddsOf, percentOf, timesOf } from './words';

test.each([
  [0.5, 'odds.inTen', 5],
  [0.7, 'odds.inTen', 3],
  [0.9, 'odds.oneIn', 10],
  [0.9975, 'odds.oneIn', 400],
  [0.999999999, 'odds.oneIn', 1_000_000],
  [1, 'odds.oneIn', 1_000_000],
])('a probability of %s is told as %s %s', (probability, key, n) => {
  expect(oddsOf(probability)).toEqual({ key, values: { n, count: n } });
});

test.each([
  [0, 'expected.none', 0],
  [0.0213, 'expected.chance', 47],
  [0.97, 'expected.some', 1],
  [3.4, 'expected.some', 3],
])('%s expected mistakes are told as %s %s', (mistakes, key, n) => {
  expect(expectedOf(mistakes)).toEqual({ key, values: { n, count: n } });
});

test('what may be merged unseen is sure, else a word says how likely', () => {
  expect(likelyOf(0.9995, true)).toBe('sure');
  expect([0.9995, 0.95, 0.7, 0.5].map((one) => likelyOf(one, false))).toEqual(['nearly', 'very', 'likely', 'maybe']);
});

test('a bit doubles or halves', () => {
  expect(timesOf(3)).toEqual({ key: 'why.times', values: { n: 8, count: 8 } });
  expect(timesOf(-1)).toEqual({ key: 'why.less', values: { n: 2, count: 2 } });
});

test.each([
  [0.5, '50 %'],
  [0.9, '90 %'],
  [0.9475, '94 %'],
  [0.994, '99.4 %'],
  [0.9994, '99.94 %'],
  [1, '99.9999 %'],
])('%s is %s, never rounded up to certainty', (probability, words) => {
  expect(percentOf(probability)).toBe(words);
});
