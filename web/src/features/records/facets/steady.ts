/** Values that stay where they were first seen: a number that changes moves no row. Pure. */
import type { Facet } from '@leadgen/client';
import { same } from './state';

export type FacetValue = Facet['values'][number];
export type Seen = ReadonlyMap<string, readonly FacetValue[]>;

export function keyOf({ kind, field }: Pick<Facet, 'kind' | 'field'>): string {
  return `${kind}.${field}`;
}

/** What was seen before in its order, with the new numbers (none left: 0); then what is new. */
export function steady(seen: Seen, facets: readonly Facet[]): Seen {
  return new Map(facets.map((facet) => [keyOf(facet), merged(seen.get(keyOf(facet)) ?? [], facet.values)]));
}

function merged(before: readonly FacetValue[], now: readonly FacetValue[]): FacetValue[] {
  const kept = before.map((one) => now.find(({ value }) => same(value, one.value)) ?? { ...one, count: 0 });
  return [...kept, ...now.filter(({ value }) => !before.some((one) => same(one.value, value)))];
}
