import type { Facet, Field, Row } from '@leadgen/client';
import { expect, test } from 'vitest';
import { groupsOf } from './groups';
import { endOf, headsNear, lined, lineOfRecord, placeIn, recordsBefore } from './lines';
import { placesOf } from './places';

const FACET: Facet = {
  field: 'a', kind: 'contact', label: 'A', op: 'in', empty: 2, others: 0, exact: true,
  values: [{ value: 'z', label: 'Zed', count: 9 }, { value: 'b', label: 'Be', count: 3 }],
};
const FIELD = { key: 'a', type: 'text', many: false, options: null } as unknown as Field;
const keys = (facet: Facet, field: Field, isHop = false) => groupsOf(facet, field, isHop).map(({ key, count, test: own }) => [key, count, own]);

test('groups stand by name or by the order of their options, whatever is in them, and the empty one last', () => {
  expect(keys(FACET, FIELD)).toEqual([
    ['"b"', 3, { field: 'a', op: 'in', value: ['b'] }],
    ['"z"', 9, { field: 'a', op: 'in', value: ['z'] }],
    ['empty', 2, { field: 'a', op: 'is_empty' }],
  ]);
  const options = [{ value: 'z', label: 'Zed' }, { value: 'b', label: 'Be' }];
  expect(keys(FACET, { ...FIELD, options }).map(([key]) => key)).toEqual(['"z"', '"b"', 'empty']);
  const bool = { ...FACET, op: 'equals', values: [{ value: true, label: 'Yes', count: 1 }], empty: 0 } as Facet;
  expect(keys(bool, FIELD)).toEqual([['true', 1, { field: 'a', op: 'equals', value: true }]]);
});

test('what is not among the values told is a group, and nothing falls between', () => {
  expect(keys({ ...FACET, others: 4, empty: 0 }, FIELD).at(-1)).toEqual([
    'rest', 4, { all: [{ field: 'a', op: 'is_filled' }, { not: { field: 'a', op: 'in', value: ['b', 'z'] } }] },
  ]);
  const hop = keys({ ...FACET, others: 1 }, FIELD, true);
  expect(hop[0]?.[2]).toEqual({ company: { field: 'a', op: 'in', value: ['b'] } });
  expect(hop.at(-1)?.[2]).toEqual({ not: { company: { field: 'a', op: 'is_filled' } } });
});

test('of a sample there may be more values than it met, and records without one', () => {
  const sampled = { ...FACET, exact: false, empty: 0 };
  expect(keys(sampled, FIELD).map(([key, count]) => [key, count])).toEqual([['"b"', 3], ['"z"', 9], ['rest', null], ['empty', null]]);
  expect(keys({ ...sampled, values: [] }, FIELD)[0]).toEqual(['rest', null, { field: 'a', op: 'is_filled' }]);
});

test('lines: heads among rows, a closed group is its head alone, an unfinished one leads on', () => {
  const groups = groupsOf(FACET, FIELD, false);
  const row = { id: '1' } as Row;
  const { rows, heads, sections } = lined(groups, new Set(['"z"']), ({ key }) => (key === 'empty' ? { rows: [row, undefined], isEnd: true } : { rows: [row], isEnd: false }));
  expect(rows).toEqual([undefined, row, undefined, undefined, undefined, row, undefined]);
  expect([...heads].map(([at, { kind, isOpen, left }]) => [at, kind, isOpen, left])).toEqual([
    [0, 'head', true, null], [2, 'more', true, 2], [3, 'head', false, null], [4, 'head', true, null],
  ]);
  expect(sections).toEqual([{ key: '"b"', from: 1, length: 1 }, { key: 'empty', from: 5, length: 2 }]);
  expect([1, 5, 6].map((line) => placeIn(sections, line))).toEqual([0, 0, 1]);
  expect([1, 5, 6].map((line) => recordsBefore(heads, line))).toEqual([0, 1, 2]);
  expect([0, 1, 2].map((place) => lineOfRecord(heads, place))).toEqual([1, 5, 6]);
  expect([0, 3, 4].map((line) => endOf(heads, sections, line))).toEqual([3, 4, 7]);
  expect([[1, 2], [2, 4], [5, 7], [3, 4]].map(([from = 0, to = 0]) => headsNear(heads, sections, from, to))).toEqual([[0], [0, 3], [4], [3]]);
});

test('heads are lower than rows, and each place leads back to its line', () => {
  const { heads } = lined(groupsOf(FACET, FIELD, false), new Set(), () => ({ rows: [undefined, undefined], isEnd: true }));
  const { topOf, lineAt } = placesOf(heads, 72, 40);
  expect([0, 1, 2, 3, 4, 9].map(topOf)).toEqual([0, 40, 112, 184, 224, 552]);
  for (let line = 0; line < 12; line += 1) {
    expect([lineAt(topOf(line)), lineAt(topOf(line + 1) - 1)]).toEqual([line, line]);
  }
});
