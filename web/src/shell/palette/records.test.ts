import type { Field, Row } from '@leadgen/client';
import { expect, test } from 'vitest';
import { find } from './records';

const BASE: Omit<Field, 'key' | 'type' | 'label' | 'short_label'> = {
  kind: 'contact', description: '', unit: null, options: null, many: false, editable: true, importable: true, sortable: false,
  default_visible: true, personal: false, sensitive: false, custom: false, width: 100, operators: [], slow_operators: [],
};
const FIELDS: Field[] = [
  { ...BASE, key: 'a', type: 'text', label: 'Name', short_label: 'Name' },
  { ...BASE, key: 'b', type: 'email', label: 'E-mail', short_label: 'E-mail' },
];

function row(id: string, name: string | null, email: string, company: string | null): Row {
  return {
    id, values: { ...(name !== null && { a: name }), b: email }, states: {},
    company: company === null ? null : { id: 'c', company_name: company, company_domain: null },
    created_at: '2026-01-31T09:00:00Z', updated_at: '2026-01-31T09:00:00Z',
  };
}

const ROWS = [
  row('1', 'Jana Malá', 'jana@brightwater.example', 'Brightwater'),
  row('2', 'Tomáš Říha', 'tomas@kettle.example', null),
  row('3', null, 'jana@nowhere.example', null),
];

test('a name is found without its accents, with what tells it apart', () => {
  expect(find(ROWS, FIELDS, 'mala')).toEqual([{ id: '1', name: 'Jana Malá', beside: 'Brightwater', also: 'jana@brightwater.example' }]);
  expect(find(ROWS, FIELDS, 'ton')).toEqual([]);
});

test('an address finds its record too, and what has no name is left out', () => {
  expect(find(ROWS, FIELDS, 'kettle').map(({ id }) => id)).toEqual(['2']);
  expect(find(ROWS, FIELDS, 'jana').map(({ id }) => id)).toEqual(['1']);
});
