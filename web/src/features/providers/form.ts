/** The form of a provider's settings, read from its JSON schema. */
import type { Plugin } from '@leadgen/client';

export type Kind = 'string' | 'integer' | 'number' | 'boolean';

export interface Setting {
  name: string;
  label: string;
  description: string;
  kind: Kind;
  isAddress: boolean;
  /** What may be chosen; empty where anything may be typed. */
  choices: readonly string[];
  isRequired: boolean;
}

const KINDS: readonly Kind[] = ['string', 'integer', 'number', 'boolean'];

/** In the order of the schema. */
export function settingsOf(schema: Plugin['settings_schema']): Setting[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(record(schema['properties'])).map(([name, shape]) => {
    const said = record(shape);
    return {
      name,
      label: text(said['title']) || name,
      description: text(said['description']),
      kind: KINDS.find((kind) => kind === said['type']) ?? 'string',
      isAddress: said['format'] === 'uri',
      choices: Array.isArray(said['enum']) ? said['enum'].map(String) : [],
      isRequired: required.includes(name),
    };
  });
}

/** What stands in the fields, as text. */
export function typed(settings: readonly Setting[], values: Plugin['settings']): Record<string, string> {
  return Object.fromEntries(settings.map(({ name }) => [name, values[name] === undefined ? '' : String(values[name])]));
}

/** What is sent: numbers as numbers, and nothing where nothing was typed. A word where a number belongs stays one. */
export function valuesOf(settings: readonly Setting[], fields: Readonly<Record<string, string>>): Plugin['settings'] {
  return Object.fromEntries(
    settings.flatMap(({ name, kind }) => {
      const said = (fields[name] ?? '').trim();
      return said === '' ? [] : [[name, valueOf(kind, said)]];
    }),
  );
}

/** Stages of the same price together, the cheapest first. */
export function byAmount(prices: Plugin['prices']): [amount: number, stages: string[]][] {
  const found = new Map<number, string[]>();
  for (const { amount, label } of prices) found.set(amount, [...(found.get(amount) ?? []), label]);
  return [...found].toSorted(([one], [other]) => one - other);
}

function valueOf(kind: Kind, said: string): string | number | boolean {
  if (kind === 'boolean') return said === 'true';
  const number = Number(said.replace(',', '.'));
  return kind === 'string' || Number.isNaN(number) ? said : number;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
