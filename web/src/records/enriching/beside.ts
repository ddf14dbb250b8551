/** Which findings of a field are shown with its value. Pure. */
import { toText } from '../valueText';
import type { Value } from '@leadgen/client';
import type { Finding } from './shapes';

export interface Beside {
  /** The finding that the value came from, or that says why there is none. */
  taken: Finding | undefined;
  /** The latest other word of each provider. */
  others: readonly Finding[];
}

/** `findings` newest first, of one field; `note` is why it has no value. */
export function beside(findings: readonly Finding[], value: Value | null, note: string | null = null): Beside {
  const taken = findings.find((one) =>
    value === null ? one.value === null && one.reason === note : one.verdict === 'accepted' && one.value !== null && toText(one.value) === toText(value),
  );
  const seen = new Set(taken === undefined ? [] : [said(taken)]);
  const others = findings.filter((one) => {
    const isNew = one !== taken && !seen.has(said(one));
    seen.add(said(one));
    return isNew;
  });
  return { taken, others };
}

function said({ enricher, value }: Finding): string {
  return `${enricher} ${toText(value)}`;
}
