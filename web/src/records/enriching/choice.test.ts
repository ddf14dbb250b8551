import { expect, test } from 'vitest';
import { amountOf, fieldsOf, narrowed, presetOf, takenOf, tooDear, withFields } from './choice';

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

test('narrowed to some fields nothing else is offered', () => {
  const { stages, presets } = narrowed(options, ['c']);
  expect(stages).toEqual([{ ...news, fields: ['c'] }]);
  expect(presets).toEqual([]);
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

test.each([
  [499, ['research', 'contact']],
  [500, ['contact']],
  [2_000, []],
])('a limit of %i is too low for %j', (amount, keys) => {
  const quoted = (key: string, cells: number, least: number) => ({ key, label: key, cells, ceiling: 0, least });
  const stages = [quoted('free', 9, 0), quoted('research', 9, 500), quoted('contact', 1, 2_000), quoted('done', 0, 9_000)];
  expect(tooDear({ stages }, amount).map(({ key }) => key)).toEqual(keys);
});
