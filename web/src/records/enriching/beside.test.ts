import { expect, test } from 'vitest';
import { beside } from './beside';
import type { Finding, Verdict } from './shapes';

const finding = (id: string, enricher: string, verdict: Verdict, value: string | null) => ({ id, enricher, verdict, value }) as Finding;
const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);

test('the value stands on the newest answer that gave it', () => {
  const { taken, others } = beside([finding('b', 'site', 'accepted', '34'), finding('a', 'site', 'accepted', '34')], '34');
  expect(taken?.id).toBe('b');
  expect(others).toEqual([]);
});

test('what contradicts it stands beside it, each provider with its latest word', () => {
  const found = [finding('c', 'register', 'contradicted', '49'), finding('b', 'register', 'contradicted', '49'), finding('a', 'site', 'accepted', '34')];
  expect(ids(beside(found, '34').others)).toEqual(['c']);
});

test('why there is no value is said once', () => {
  const silent = { ...finding('b', 'register', 'no_match', null), reason: 'It holds nobody.' };
  const found = [silent, finding('a', 'site', 'unsupported', '34')];
  const { taken, others } = beside(found, null, 'It holds nobody.');
  expect([taken?.id, ids(others)]).toEqual(['b', ['a']]);
});

test('without a value everything that was tried is told', () => {
  const found = [finding('b', 'register', 'no_match', null), finding('a', 'site', 'unsupported', '34')];
  expect(beside(found, null)).toEqual({ taken: undefined, others: found });
});
