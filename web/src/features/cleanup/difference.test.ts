import { expect, test } from 'vitest';
import { difference } from './difference';

test.each([
  ['ADA', 'Ada', { head: 'A', before: 'DA', after: 'da', tail: '' }],
  ['  Example ', 'Example', { head: '', before: '  Example ', after: 'Example', tail: '' }],
  ['+44 20', '+4420', { head: '+44', before: ' ', after: '', tail: '20' }],
  ['aa', 'aaa', { head: 'aa', before: '', after: 'a', tail: '' }],
  ['', 'x', { head: '', before: '', after: 'x', tail: '' }],
  ['👩‍💻 A', '👩‍💻 B', { head: '👩‍💻 ', before: 'A', after: 'B', tail: '' }],
])('%j becomes %j: only what differs is marked', (before, after, marked) => {
  expect(difference(before, after)).toEqual(marked);
});
