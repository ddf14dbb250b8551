import { expect, test } from 'vitest';
import { en } from '../en';
import { KINDS, wordsOf } from './kinds';

test('every kind that can be filtered by has a name and a sentence', () => {
  const kinds = KINDS.flatMap((group) => [...group.kinds]);
  expect(kinds.filter((kind) => !(kind in en.audit.kinds) || !(kind in en.audit.acts))).toEqual([]);
});

test('a sentence names plain words of the detail only', () => {
  expect(wordsOf({ before: 'viewer', count: 2, scopes: ['records:read'], nested: { a: 1 }, none: null })).toEqual({
    before: 'viewer',
    count: '2',
  });
});
