/** What a filter may ask, by `GET /fields`: the fields of both kinds, the operators, the terms. */
import type { Field, FilterTerm, RecordKind } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FieldTest, Leaf } from './tree';

export type Takes = 'nothing' | 'one' | 'many' | 'pair' | 'days' | 'states';

export interface Known {
  fields: Readonly<Record<RecordKind, ReadonlyMap<string, Field>>>;
  takes: ReadonlyMap<string, Takes>;
  terms: readonly FilterTerm[];
}

export function useKnown(slug: string): Known {
  const { data } = useSuspenseQuery({ ...listFieldsOptions({ path: { slug } }), staleTime: Infinity });
  return useMemo(() => {
    const asked = [...data.items, ...data.times].filter((field) => field.operators.length > 0);
    const of = (kind: RecordKind) =>
      // Beside fields of its own kind a field needs no word for the kind.
      new Map(asked.filter((field) => field.kind === kind).map((field) => [field.key, { ...field, label: field.short_label }]));
    return {
      fields: { contact: of('contact'), company: of('company') },
      takes: new Map(data.operators.map(({ op, takes }) => [op, takes])),
      terms: data.terms,
    };
  }, [data]);
}

/** The field that a test asks, of records of this kind; undefined where there is none (any more). */
export function fieldOf(known: Known, kind: RecordKind, test: FieldTest): Field | undefined {
  return known.fields[kind].get(test.field);
}

/** What stands in the value of a test. */
export function takesOf(known: Known, { op }: FieldTest): Takes {
  return known.takes.get(op) ?? 'one';
}

/** Whether a test can be asked as it stands: a half-made one is not sent. */
export function isWhole(known: Known, kind: RecordKind, leaf: Leaf): boolean {
  if ('term' in leaf) return leaf.value !== undefined && leaf.value !== '';
  if (fieldOf(known, kind, leaf) === undefined) return false;
  const { value } = leaf;
  switch (takesOf(known, leaf)) {
    case 'nothing':
      return true;
    case 'many':
    case 'states':
      return Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES;
    case 'pair':
      return Array.isArray(value) && value.some((end) => end !== null && end !== '');
    default:
      return value !== undefined && value !== null && value !== '';
  }
}

export const MOST_VALUES = 10_000;

const CLOSED: ReadonlySet<Field['type']> = new Set(['choice', 'country', 'member', 'lists', 'boolean']);

/** Whether a value of the field is one of a list that is shown; the others are typed. */
export function isClosed(field: Field): boolean {
  return CLOSED.has(field.type);
}

/** What is asked of a field when it is chosen: the operator people want most. */
export function firstTest(field: Field): FieldTest {
  const wanted = ({ text: 'contains', long_text: 'contains', range: 'overlaps', date: 'in_last_days', datetime: 'in_last_days', number: 'between' } as Partial<Record<Field['type'], string>>)[field.type];
  const preferred = wanted ?? (isClosed(field) ? 'in' : 'equals');
  return { field: field.key, op: field.operators.find((op) => op === preferred) ?? field.operators[0] ?? '' };
}

/** The test with another operator; its value stays where both take the same, or can be carried over. */
export function withOp(known: Known, test: FieldTest, op: string): FieldTest {
  const next = { field: test.field, op };
  const [before, after] = [takesOf(known, test), takesOf(known, next)];
  if (after === 'nothing' || test.value === undefined) return next;
  if (before === after) return { ...next, value: test.value };
  if (before === 'one' && after === 'many') return { ...next, value: [test.value] };
  if (before === 'many' && after === 'one' && Array.isArray(test.value)) return { ...next, value: test.value[0] as unknown };
  return next;
}
