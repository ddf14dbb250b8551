import { expect, test } from 'vitest';
import { isPending, toneOf, wordOf } from './invitations';
import { rolesToGive, sentenceOf } from './roles';

test.each([
  [{ state: 'open', delivery: 'link' }, 'open', 'quiet'],
  [{ state: 'open', delivery: 'sent' }, 'sent', 'good'],
  [{ state: 'open', delivery: 'failed' }, 'failed', 'bad'],
  [{ state: 'expired', delivery: 'sent' }, 'expired', 'warn'],
] as const)('%j is %s', (invitation, word, tone) => {
  expect(wordOf(invitation)).toBe(word);
  expect(toneOf(invitation)).toBe(tone);
});

test('who came or was turned away is not waited for', () => {
  const states = ['open', 'expired', 'accepted', 'revoked'] as const;
  expect(states.filter((state) => isPending({ state }))).toEqual(['open', 'expired']);
});

test('only an owner makes owners', () => {
  expect(rolesToGive('owner')).toContain('owner');
  expect(rolesToGive('admin')).not.toContain('owner');
});

test.each([
  ['List Members', 'List members'],
  ['Leave the API workspace', 'Leave the API workspace'],
])('%s reads "%s"', (label, words) => expect(sentenceOf(label)).toBe(words));
