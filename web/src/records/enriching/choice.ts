/** What of the offered fields is wanted. Pure. */
import type { EnrichmentOptions, EnrichmentQuote, EnrichmentStage } from './shapes';

/** Fields that somebody who is set up here can find. */
export function available({ enrichers }: Pick<EnrichmentOptions, 'enrichers'>): ReadonlySet<string> {
  return new Set(enrichers.filter(({ active }) => active).flatMap(({ fields }) => fields));
}

/** The fields of these stages that can be asked for. */
export function fieldsOf(options: EnrichmentOptions, stages: readonly string[]): ReadonlySet<string> {
  const can = available(options);
  const of = options.stages.filter(({ key }) => stages.includes(key));
  return new Set(of.flatMap(({ fields }) => fields.filter((field) => can.has(field))));
}

/** Nothing but these fields. */
export function narrowed(options: EnrichmentOptions, only: readonly string[]): EnrichmentOptions {
  const stages = options.stages.map((stage) => ({ ...stage, fields: stage.fields.filter((field) => only.includes(field)) }));
  return { ...options, presets: [], stages: stages.filter(({ fields }) => fields.length > 0) };
}

/** The preset that means exactly these fields. */
export function presetOf(options: EnrichmentOptions, wanted: ReadonlySet<string>): string | undefined {
  return options.presets.find(({ stages }) => isSame(fieldsOf(options, stages), wanted))?.key;
}

/** With these fields, or without them. */
export function withFields(wanted: ReadonlySet<string>, fields: readonly string[], taken: boolean): ReadonlySet<string> {
  const rest = [...wanted].filter((field) => !fields.includes(field));
  return new Set(taken ? [...rest, ...fields] : rest);
}

/** How much of a stage can be asked for, and how much of that is wanted. */
export function takenOf({ fields }: EnrichmentStage, can: ReadonlySet<string>, wanted: ReadonlySet<string>) {
  const offered = fields.filter((field) => can.has(field));
  return { offered, taken: offered.filter((field) => wanted.has(field)).length };
}

/** "1.5" → 1500; null where it is no number of credits above zero. */
export function amountOf(text: string): number | null {
  const plain = text.replaceAll(/[\s,]/g, '');
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) && Number(plain) > 0 ? Math.round(Number(plain) * 1000) : null;
}

/** The stages of which one whole record costs more than all that may be spent. */
export function tooDear({ stages }: Pick<EnrichmentQuote, 'stages'>, amount: number): EnrichmentQuote['stages'] {
  return stages.filter(({ cells, least }) => cells > 0 && least > amount);
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((field) => other.has(field));
}
