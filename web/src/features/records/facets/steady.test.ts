import type { Facet } from '@leadgen/client';
import { expect, test } from 'vitest';
import { steady } from './steady';

function facet(...values: [string, number][]): Facet {
  return {
    field: 'a', kind: 'contact', label: 'A', op: 'in', empty: 0, others: 0, exact: true,
    values: values.map(([value, count]) => ({ value, label: value, count })),
  };
}

test('a value keeps its place, with its new number, and a new one comes last', () => {
  const first = steady(new Map(), [facet(['DE', 9], ['AT', 5], ['CH', 1])]);
  const then = steady(first, [facet(['CH', 7], ['AT', 6], ['FR', 2])]);
  expect(then.get('contact.a')?.map(({ value, count }) => `${String(value)} ${count}`)).toEqual(['DE 0', 'AT 6', 'CH 7', 'FR 2']);
});
