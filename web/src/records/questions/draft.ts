/** A question as it is being written. Pure. */
import type { Field, FieldOption, RecordKind } from '@leadgen/client';
import type { EnrichmentOptions } from '../enriching/shapes';

export const TYPES = ['text', 'number', 'boolean', 'choice', 'date', 'url'] as const;
export type AnswerType = (typeof TYPES)[number];
export const MOST_TESTED = 3;

export interface Draft {
  label: string;
  question: string;
  type: AnswerType;
  /** The choices, one per line. */
  options: string;
  enricher: string;
}

export type Provider = EnrichmentOptions['enrichers'][number];

/** Those that answer questions about this kind of record and may be asked now. */
export function providersOf({ enrichers }: Pick<EnrichmentOptions, 'enrichers'>, kind: RecordKind): readonly Provider[] {
  return enrichers.filter((one) => one.kind === kind && one.questions && one.active);
}

/** What one record costs at most, in thousandths of a credit. */
export function priceOf(provider: Provider | undefined, kind: RecordKind): number {
  return provider?.prices[`${kind}_questions`] ?? 0;
}

export function optionsOf({ type, options }: Pick<Draft, 'type' | 'options'>): FieldOption[] | null {
  if (type !== 'choice') return null;
  const labels = options.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return [...new Set(labels)].map((label) => ({ value: label, label }));
}

export function isWhole(draft: Draft): boolean {
  return draft.label.trim() !== '' && draft.question.trim() !== '' && optionsOf(draft)?.length !== 0;
}

/** Whether the field asks what the draft asks, whoever answers. */
export function asks(field: Field, draft: Draft): boolean {
  const same = JSON.stringify(field.options?.map(({ value }) => value) ?? null) === JSON.stringify(optionsOf(draft)?.map(({ value }) => value) ?? null);
  return field.type === draft.type && field.label === draft.label.trim() && field.description === draft.question.trim() && same;
}
