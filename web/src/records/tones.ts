import type { Field, Value } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['valid', 'good'],
  ['risky', 'warn'],
  ['invalid', 'bad'],
  ['unknown', 'quiet'],
]);

/** The tone of a status that judges another field's value; undefined for every other value. */
export function toneOf(field: Field, value: Value): Tone | undefined {
  return field.about !== null && field.type === 'choice' && typeof value === 'string' ? TONES.get(value) : undefined;
}
