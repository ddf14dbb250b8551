/** What the registry says about a record's fields, arranged for the screens. */
import type { CompanyRef, Field, FieldState, FieldType, RecordKind, Row } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

/** What a contact's row carries of its company, by the API's schema: shown in its grid, edited at the company. */
const CARRIED: readonly (keyof Omit<CompanyRef, 'id'>)[] = ['company_name', 'company_domain'];
const CARRIED_STAND_AFTER = 2;

const REACH: ReadonlySet<FieldType> = new Set(['email', 'phone', 'url']);
const LISTED: ReadonlySet<FieldType> = new Set(['tags', 'lists']);
const NUMERIC: ReadonlySet<FieldType> = new Set(['number', 'decimal', 'money', 'range']);

export interface RecordFields {
  kind: RecordKind;
  /** The field people know a record by: the first that the registry declares. */
  name: Field;
  /** The kind's own fields, in registry order. */
  own: readonly Field[];
  /** Fields that were put away: something old may still mention them. */
  archived: readonly Field[];
  /** Everything a grid can show, in its first order: for contacts with what they carry of their company. */
  columns: readonly Field[];
  /** What the rows can stand in groups by: for contacts their company's fields, too, but no list of values of it. */
  groupable: readonly Field[];
}

export function useFields(slug: string, kind: RecordKind): RecordFields {
  const { data } = useSuspenseQuery({ ...listFieldsOptions({ path: { slug } }), staleTime: Infinity });
  return useMemo(() => arrange(data.items, data.archived, kind), [data, kind]);
}

function arrange(all: readonly Field[], archived: readonly Field[], kind: RecordKind): RecordFields {
  // Beside fields of its own kind a field needs no word for the kind.
  const own = all.filter((field) => field.kind === kind).map((field) => ({ ...field, label: field.short_label }));
  const [name] = own;
  if (name === undefined) throw new Error(`The registry has no field of a ${kind}`);
  const others = kind === 'contact' ? all.filter((field) => field.kind !== kind && field.groupable && !field.many && !LISTED.has(field.type)) : [];
  const groupable = [...own.filter((field) => field.groupable), ...others.map((field) => ({ ...field, label: field.short_label }))];
  return { kind, name, own, archived, groupable, columns: kind === 'contact' ? withCompany(own, all) : own };
}

function withCompany(own: readonly Field[], all: readonly Field[]): Field[] {
  const carried = all
    .filter((field) => field.kind === 'company' && isCarried(field))
    .map((field, place) => ({ ...field, editable: false, sortable: false, default_visible: place === 0 }));
  const shown = own.filter((field) => field.default_visible).slice(0, CARRIED_STAND_AFTER);
  const after = own.findLastIndex((field) => shown.includes(field));
  return [...own.slice(0, after + 1), ...carried, ...own.slice(after + 1)];
}

/** Fields that judge the value of another one, as an address by its status. */
export function judgesOf({ own }: RecordFields): string[] {
  return own.filter((field) => field.about !== null).map((field) => field.key);
}

/** Moments every record has, by which the API also sorts. */
export const MOMENTS = { created: 'created_at', updated: 'updated_at' } as const;

/** What a list is sorted by: what was asked if it can be, else the name, as the API itself does. */
export function sortOf(fields: RecordFields, asked: string | undefined): string {
  const key = asked?.replace(/^-/, '');
  const known = fields.own.some((field) => field.sortable && field.key === key);
  return asked !== undefined && (known || key === MOMENTS.created || key === MOMENTS.updated) ? asked : fields.name.key;
}

/** Whether a contact's row carries this field of its company. */
export function isCarried(field: Field): boolean {
  return field.kind === 'company' && CARRIED.some((key) => key === field.key);
}

/** What a record is called; null when it has no name yet. */
export function nameOf(fields: RecordFields, row: Pick<Row, 'values'>): string | null {
  const value = row.values[fields.name.key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function isNumeric(field: Field): boolean {
  return NUMERIC.has(field.type) && field.unit !== 'year';
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

type In<State extends FieldState['state']> = FieldState & { state: State };

/** Whether it is known why a cell has no value: somebody looked for one. */
export function isExplained(state: FieldState | undefined): state is In<'unknown' | 'failed' | 'skipped'> {
  return state?.state === 'unknown' || state?.state === 'failed' || state?.state === 'skipped';
}

/** Whether a value is being looked for. */
export function isAsked(state: FieldState | undefined): state is In<'queued' | 'running'> {
  return state?.state === 'queued' || state?.state === 'running';
}

export type Group = 'about' | 'reach' | 'custom';

/** The part of the profile a field stands in: by its type, never by its name. */
export function groupOf(field: Field): Group {
  if (field.custom) return 'custom';
  return REACH.has(field.type) ? 'reach' : 'about';
}
