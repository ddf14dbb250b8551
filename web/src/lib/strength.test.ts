import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test.each([
  ['short', 'short'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnop', 'weak'],
  ['northlight-2026!', 'own'],
  ['correct horse battery', 'strong'],
] as const)('%s is %s', (password, strength) => {
  expect(strengthOf(password, ['Northlight'])).toBe(strength);
});
