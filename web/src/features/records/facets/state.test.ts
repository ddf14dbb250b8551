import { expect, test } from 'vitest';
import { NOTHING, stateOf, toggled, toggledEmpty, withState, type FacetOf } from './state';

const COUNTRY: FacetOf = { field: 'a', op: 'in', hop: null };
const SIZE: FacetOf = { field: 'b', op: 'overlaps', hop: 'company' };
const OTHER = { field: 'c', op: 'contains', value: 'x' };
const NONE = { include: NOTHING, exclude: NOTHING };

test('what is included and excluded goes into the filter and comes out again', () => {
  const states = [
    toggled(NONE, 'include', 'DE'),
    toggled(toggled(NONE, 'include', 'DE'), 'include', 'AT'),
    toggled(toggled(NONE, 'include', 'DE'), 'exclude', 'AT'),
    toggledEmpty(toggled(NONE, 'include', 'DE'), 'include'),
    toggledEmpty(NONE, 'exclude'),
  ];
  for (const state of states) {
    expect(stateOf(withState({ all: [OTHER] }, COUNTRY, state), COUNTRY)).toEqual(state);
    expect(stateOf(withState(null, SIZE, toggled(state, 'include', [50, 249])), SIZE)).toEqual(toggled(state, 'include', [50, 249]));
  }
});

test('the tests are those that the server reads', () => {
  expect(withState(undefined, COUNTRY, toggled(NONE, 'include', 'DE'))).toEqual({ all: [{ field: 'a', op: 'in', value: ['DE'] }] });
  expect(withState(OTHER, COUNTRY, toggled(NONE, 'exclude', 'DE'))).toEqual({
    all: [OTHER, { not: { field: 'a', op: 'in', value: ['DE'] } }],
  });
  const two = toggled(toggled(NONE, 'include', [1, 9]), 'include', [1000, null]);
  expect(withState(null, SIZE, two)).toEqual({
    all: [{ company: { any: [{ field: 'b', op: 'overlaps', value: [1, 9] }, { field: 'b', op: 'overlaps', value: [1000, null] }] } }],
  });
});

test('other parts stay where they are, also those about the same field that no facet can show', () => {
  const deep = { any: [{ field: 'a', op: 'in', value: ['CH'] }, OTHER] };
  const starts = { field: 'a', op: 'starts_with', value: 'D' };
  const filter = { all: [deep, { field: 'a', op: 'in', value: ['DE'] }, starts, { company: OTHER }] };
  const state = stateOf(filter, COUNTRY);
  expect(state).toEqual(toggled(NONE, 'include', 'DE'));
  expect(withState(filter, COUNTRY, toggled(state, 'include', 'AT'))).toEqual({
    all: [deep, { field: 'a', op: 'in', value: ['DE', 'AT'] }, starts, { company: OTHER }],
  });
  expect(withState(filter, COUNTRY, NONE)).toEqual({ all: [deep, starts, { company: OTHER }] });
});

test('the last choice taken back leaves no filter', () => {
  const one = withState(null, COUNTRY, toggled(NONE, 'include', 'DE'));
  expect(withState(one, COUNTRY, toggled(stateOf(one, COUNTRY), 'include', 'DE'))).toBeNull();
});

test('a value is never both in and out', () => {
  const both = toggled(toggled(NONE, 'include', 'DE'), 'exclude', 'DE');
  expect(both).toEqual({ include: NOTHING, exclude: { values: ['DE'], empty: false } });
  expect(toggledEmpty(toggledEmpty(NONE, 'include'), 'exclude').include).toEqual(NOTHING);
});

test('a test that a chip made with one value is shown, and a text in the address is no filter', () => {
  expect(stateOf({ field: 'a', op: 'equals', value: 'DE' }, COUNTRY)).toEqual(toggled(NONE, 'include', 'DE'));
  expect(stateOf('broken', COUNTRY)).toEqual(NONE);
});
