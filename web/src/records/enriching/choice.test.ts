import { expect, test } from 'vitest';
import { amountOf, fieldsOf, presetOf, takenOf, withFields } from './choice';

const stage = (key: string, fields: string[]) => ({ key, label: key, description: '', kind: 'company' as const, fields, needs: [] });
const enricher = (key: string, active: boolean, fields: string[]) => ({ key, label: key, kind: 'company' as const, free: true, active, reason: null, questions: false, model: null, fields, prices: {} });
const [site, news] = [stage('site', ['a', 'b']), stage('news', ['b', 'c'])];
const options = {
  stages: [site, news],
  presets: [{ key: 'quick', label: 'Quick', stages: ['site'] }, { key: 'deep', label: 'Deep', stages: ['site', 'news'] }],
  enrichers: [enricher('free', true, ['a', 'b']), enricher('paid', false, ['c'])],
};

test('what nobody set up can find is not asked for', () => {
  expect([...fieldsOf(options, ['site', 'news'])]).toEqual(['a', 'b']);
  expect(takenOf(news, new Set(['a', 'b']), new Set(['b']))).toEqual({ offered: ['b'], taken: 1 });
});

test('a choice that is a preset is known as the first of that name', () => {
  expect(presetOf(options, new Set(['b', 'a']))).toBe('quick');
  expect(presetOf(options, new Set(['a']))).toBeUndefined();
});

test('fields come and go', () => {
  expect([...withFields(new Set(['a']), ['b'], true)]).toEqual(['a', 'b']);
  expect([...withFields(new Set(['a', 'b']), ['b'], false)]).toEqual(['a']);
});

test.each([
  ['1.5', 1500],
  ['2,408', 2_408_000],
  ['0', null],
  ['-1', null],
  ['1.2345', null],
  ['', null],
])('a limit of %j', (text, amount) => expect(amountOf(text)).toBe(amount));
