import { expect, test } from 'vitest';
import { actsOn, isMoving, isOver } from './words';

test.each([
  ['queued', ['pause', 'cancel']],
  ['running', ['pause', 'cancel']],
  ['paused', ['resume', 'cancel']],
  ['waiting_for_credits', ['resume', 'cancel']],
  ['done', []],
  ['cancelled', []],
  ['failed', []],
] as const)('what can be done with a run that is %s', (state, acts) => expect(actsOn({ state })).toEqual(acts));

test('only what goes on by itself is asked again', () => {
  expect(isMoving({ state: 'waiting_for_credits' })).toBe(false);
  expect(isOver({ state: 'paused' })).toBe(false);
});
