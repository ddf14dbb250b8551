import { expect, test } from 'vitest';
import { isWhole, optionsOf, priceOf, providersOf } from './draft';

const draft = { label: 'Sells to hospitals', question: 'Do they?', type: 'boolean' as const, options: '', enricher: 'p' };
const provider = (key: string, kind: 'company' | 'contact', questions: boolean, active: boolean) => ({
  key, label: key, kind, free: false, active, reason: null, questions, model: null, fields: [], prices: { company_questions: 1500 },
});

test('choices are one per line, each once; other answers have none', () => {
  expect(optionsOf({ type: 'choice', options: ' Big \n\nSmall\nBig' })?.map(({ value }) => value)).toEqual(['Big', 'Small']);
  expect(optionsOf({ type: 'text', options: 'Big' })).toBeNull();
});

test.each([
  [draft, true],
  [{ ...draft, label: ' ' }, false],
  [{ ...draft, question: '' }, false],
  [{ ...draft, type: 'choice' as const }, false],
  [{ ...draft, type: 'choice' as const, options: 'Big' }, true],
])('%j can be asked: %s', (one, whole) => expect(isWhole(one)).toBe(whole));

test('only who answers questions of this kind and is set up is asked, at its price', () => {
  const enrichers = [provider('a', 'company', true, true), provider('b', 'company', true, false), provider('c', 'company', false, true), provider('d', 'contact', true, true)];
  const [found, ...others] = providersOf({ enrichers }, 'company');
  expect([found?.key, others.length, priceOf(found, 'company'), priceOf(found, 'contact')]).toEqual(['a', 0, 1500, 0]);
});
