import type { Field, View } from '@leadgen/client';
import { expect, test } from 'vitest';
import { filterInAddress, filterOf, isChanged, storedColumns, viewColumns } from './viewing';

const city = { field: 'city', op: 'is_filled' };
const view = { filter: city, sort: '-city' } as unknown as View;
const columns = [{ key: 'city', width: 120, pinned: true }];

test.each([
  [{}, view, city],
  [{ filter: null }, view, undefined],
  [{ filter: { any: [city] } }, view, { any: [city] }],
  [{}, undefined, undefined],
  [{ filter: city }, undefined, city],
] as const)('of %j and the view holds the right filter', (search, of, expected) => {
  expect(filterOf(search, of)).toEqual(expected);
});

test('the address says only what the view does not', () => {
  expect(filterInAddress({ op: 'is_filled', field: 'city' }, view)).toBeUndefined();
  expect(filterInAddress(null, view)).toBeNull();
  expect(filterInAddress(null, undefined)).toBeUndefined();
  expect(filterInAddress({ any: [city] }, view)).toEqual({ any: [city] });
});

test('a view is changed by its filter, its order or its columns, and by nothing else', () => {
  expect(isChanged({ q: 'ada', record: 'x' }, view, columns, columns)).toBe(false);
  expect(isChanged({ filter: city, sort: '-city' }, view, columns, columns)).toBe(false);
  expect(isChanged({ filter: null }, view, columns, columns)).toBe(true);
  expect(isChanged({ sort: 'city' }, view, columns, columns)).toBe(true);
  expect(isChanged({}, view, [{ ...columns[0], width: 121 } as (typeof columns)[0]], columns)).toBe(true);
});

test('columns go to the view and come back; a width that a view has not is the field’s own', () => {
  const fields = [{ key: 'name' }, { key: 'city' }] as Field[];
  expect(viewColumns(columns)).toEqual([{ key: 'city', width: 120, pinned: 'left' }]);
  const stored = storedColumns(fields, [{ key: 'gone' }, { key: 'city', width: 120, pinned: 'left' }, { key: 'name', width: null, pinned: null }]);
  expect(stored).toMatchObject({ visible: ['city', 'name'], widths: { city: 120 }, pinned: ['city'] });
  expect(storedColumns(fields, [])).toBeNull();
});
