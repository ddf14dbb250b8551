/** The rules as they are being written. Pure. */
import type { TriageRule } from '@leadgen/client';

export const MOST_RULES = 20;

/** With this rule in its place, or behind the others. */
export function put(rules: readonly TriageRule[], place: number | null, rule: TriageRule): TriageRule[] {
  return place === null ? [...rules, rule] : rules.with(place, rule);
}

export function moved(rules: readonly TriageRule[], from: number, to: number): TriageRule[] {
  const rule = rules[from];
  if (rule === undefined || to < 0 || to >= rules.length) return [...rules];
  return rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}

export function isSame(one: readonly TriageRule[], other: readonly TriageRule[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
