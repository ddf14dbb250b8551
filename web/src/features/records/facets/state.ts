/** What a facet has made of a filter, and how it is put back: the other parts stay as they are, each in its place. Pure. */
import type { Facet } from '@leadgen/client';

export type FacetOf = Pick<Facet, 'field' | 'op'> & {
  /** The word of the hop where the field is the other kind's; null for the list's own. */
  hop: 'company' | null;
};
type Json = Facet['values'][number]['value'];
type Tree = Record<string, unknown>;

/** Values in, values out; `empty`: what has nothing in the field. */
export interface Chosen {
  values: readonly Json[];
  empty: boolean;
}
export interface FacetState {
  include: Chosen;
  exclude: Chosen;
}

export const NOTHING: Chosen = { values: [], empty: false };

export function isNothing({ values, empty }: Chosen): boolean {
  return values.length === 0 && !empty;
}

export function same(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function has({ values }: Chosen, value: Json): boolean {
  return values.some((one) => same(one, value));
}

/** The state of a facet in a filter. */
export function stateOf(filter: unknown, facet: FacetOf): FacetState {
  const parts = partsOf(filter).map((part) => read(part, facet));
  return {
    include: parts.find((part) => part?.way === 'include')?.chosen ?? NOTHING,
    exclude: parts.find((part) => part?.way === 'exclude')?.chosen ?? NOTHING,
  };
}

/** The filter with another state of the facet in it; null: no filter is left. */
export function withState(filter: unknown, facet: FacetOf, { include, exclude }: FacetState): Tree | null {
  const wanted: Record<Way, Tree | null> = { include: written(include, facet), exclude: denied(written(exclude, facet)) };
  const seen = new Set<Way>();
  const kept = partsOf(filter).flatMap((part) => {
    const way = read(part, facet)?.way;
    if (way === undefined || seen.has(way)) return [part];
    seen.add(way);
    const fresh = wanted[way];
    return fresh === null ? [] : [fresh];
  });
  const added = (['include', 'exclude'] as const).flatMap((way) => (seen.has(way) ? [] : (wanted[way] ?? [])));
  const parts = [...kept, ...added];
  if (parts.length === 0) return null;
  return { all: parts };
}

/** A value put in where it was not, taken out where it was; in one way it is not in the other. */
export function toggled(state: FacetState, way: Way, value: Json): FacetState {
  const other = way === 'include' ? 'exclude' : 'include';
  const without = (chosen: Chosen) => ({ ...chosen, values: chosen.values.filter((one) => !same(one, value)) });
  const cleared = { include: without(state.include), exclude: without(state.exclude) };
  if (has(state[way], value)) return cleared;
  return { ...cleared, [way]: { ...cleared[way], values: [...cleared[way].values, value] }, [other]: cleared[other] };
}

export function toggledEmpty(state: FacetState, way: Way): FacetState {
  const other = way === 'include' ? 'exclude' : 'include';
  return { ...state, [way]: { ...state[way], empty: !state[way].empty }, [other]: { ...state[other], empty: false } };
}

export type Way = 'include' | 'exclude';

function partsOf(filter: unknown): readonly unknown[] {
  if (filter === undefined || filter === null) return [];
  if (!isTree(filter) || !Array.isArray(filter['all']) || Object.keys(filter).length !== 1) return [filter];
  return filter['all'];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a part says of the facet's field; null for what the facet cannot show. */
function read(part: unknown, facet: FacetOf): { way: Way; chosen: Chosen } | null {
  if (!isTree(part)) return null;
  if ('not' in part) {
    const inner = included(part['not'], facet);
    return inner === null ? null : { way: 'exclude', chosen: inner };
  }
  const chosen = included(part, facet);
  return chosen === null ? null : { way: 'include', chosen };
}

function included(part: unknown, facet: FacetOf): Chosen | null {
  if (!isTree(part)) return null;
  if (facet.hop === null) return anyOf(part, facet);
  return Object.keys(part).length === 1 && facet.hop in part ? anyOf(part[facet.hop], facet) : null;
}

function anyOf(part: unknown, facet: FacetOf): Chosen | null {
  if (!isTree(part)) return null;
  if (!Array.isArray(part['any']) || Object.keys(part).length !== 1) return tested(part, facet);
  const each = part['any'].map((one) => tested(one, facet));
  if (each.length === 0 || each.includes(null)) return null;
  return { values: each.flatMap((one) => one?.values ?? []), empty: each.some((one) => one?.empty) };
}

function tested(part: unknown, { field, op }: FacetOf): Chosen | null {
  if (!isTree(part) || part['field'] !== field) return null;
  const { value } = part;
  if (part['op'] === 'is_empty') return { values: [], empty: true };
  if (part['op'] === 'equals' && op === 'in') return { values: [value as Json], empty: false };
  if (part['op'] !== op) return null;
  return { values: op === 'in' ? (Array.isArray(value) ? value : []) : [value as Json], empty: false };
}

function written({ values, empty }: Chosen, { field, op, hop }: FacetOf): Tree | null {
  const tests: Tree[] =
    op === 'in' ? (values.length > 0 ? [{ field, op, value: [...values] }] : []) : values.map((value) => ({ field, op, value }));
  if (empty) tests.push({ field, op: 'is_empty' });
  const [only] = tests;
  if (only === undefined) return null;
  const part = tests.length === 1 ? only : { any: tests };
  return hop === null ? part : { [hop]: part };
}

function denied(part: Tree | null): Tree | null {
  return part === null ? null : { not: part };
}
