/** The groups of a list by a field: each is the list with one more test. Pure. */
import type { Facet, Field } from '@leadgen/client';

export interface Group {
  /** Tells it from the others of the field. */
  key: string;
  /** Null: has nothing in the field, or another value than the groups shown have. */
  label: string | null;
  isRest: boolean;
  /** Null: not known before its rows are, which may be none. */
  count: number | null;
  isExact: boolean;
  /** What its records match beside the list's own filter. */
  test: unknown;
}

/** The server tells so many values of a field; what has none of them stands in one group together. */
const MOST_VALUES = 50;

/** In an order that no edit of a record changes; what has nothing stands last. A range or a list of values may put a record into several. */
export function groupsOf(facet: Facet, field: Field, isHop: boolean): Group[] {
  const { op, exact: isExact, empty, others } = facet;
  const around = (test: unknown) => (isHop ? { company: test } : test);
  const testOf = (value: unknown) => ({ field: field.key, op, value: op === 'in' ? [value] : value });
  const filled = { field: field.key, op: 'is_filled' };
  const values = inOrder(facet.values, field);
  const groups = values.map(({ value, label, count }): Group => ({
    key: JSON.stringify(value), label, isRest: false, count, isExact, test: around(testOf(value)),
  }));
  // A sample has not met every value there is, nor every record without one.
  const isCut = others > 0 || !isExact || (op === 'in' && values.length >= MOST_VALUES);
  if (isCut) {
    const among = op === 'in' ? [{ field: field.key, op, value: values.map(({ value }) => value) }] : values.map(({ value }) => testOf(value));
    const test = values.length === 0 ? filled : { all: [filled, ...among.map((one) => ({ not: one }))] };
    groups.push({ key: 'rest', label: null, isRest: true, count: field.many || others === 0 ? null : others, isExact, test: around(test) });
  }
  if (empty > 0 || !isExact) {
    const test = isHop ? { not: around(filled) } : { field: field.key, op: 'is_empty' };
    groups.push({ key: 'empty', label: null, isRest: false, count: empty === 0 ? null : empty, isExact, test });
  }
  return groups;
}

/** A choice's options and a range's classes in their own order, all else by name. */
function inOrder(values: Facet['values'], { type, options }: Field): Facet['values'] {
  if (type === 'range') return values;
  const place = new Map(options?.map(({ value }, at) => [value, at]));
  const last = place.size;
  const placeOf = (value: unknown) => place.get(String(value)) ?? last;
  return values.toSorted((one, other) => placeOf(one.value) - placeOf(other.value) || one.label.localeCompare(other.label));
}
