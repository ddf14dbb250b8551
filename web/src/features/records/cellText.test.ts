import type { Field } from '@leadgen/client';
import { expect, test } from 'vitest';
import { fromCellText, toCellText } from './cellText';

const people = { members: [{ id: 'u1', name: 'Mira Holt' }, { id: 'u2', name: 'Same' }], former: [{ id: 'u3', name: 'Same' }] };
const names = { people, lists: [{ id: 'l1', kind: 'contact' as const, name: 'Q3 fair' }, { id: 'l2', kind: 'company' as const, name: 'Q3 fair' }] };
const field = (type: Field['type'], more: Partial<Field> = {}) => ({ type, many: false, options: null, ...more }) as Field;
const choice = field('choice', { options: [{ value: 'fair', label: 'Trade fair' }] });

test.each([
  ['a member by name', field('member'), 'u1', 'Mira Holt'],
  ['a choice by its label', choice, 'fair', 'Trade fair'],
  ['yes and no as spreadsheets have them', field('boolean'), true, 'TRUE'],
  ['a list', field('tags', { many: true }), ['a', 'b'], 'a, b'],
  ['lists by their names', field('lists', { many: true, kind: 'contact' }), ['l1', 'nobody knows it'], 'Q3 fair, nobody knows it'],
  ['a number', field('number'), 1234, '1234'],
] as const)('%s goes out and comes back', (_, of, value, text) => {
  expect(toCellText(of, value as never, names)).toBe(text);
  expect(fromCellText(of, text, names)).toEqual(value);
});

test('a name of two people is left to the server, as is what nobody knows', () => {
  expect(fromCellText(field('member'), 'Same', names)).toBe('Same');
  expect(fromCellText(choice, 'Somewhere', names)).toBe('Somewhere');
});

test.each([['yes', true], ['No', false], ['0', false], ['perhaps', 'perhaps'], ['', null]] as const)('%s pasted as yes or no is %s', (text, value) => {
  expect(fromCellText(field('boolean'), text, names)).toBe(value);
});
