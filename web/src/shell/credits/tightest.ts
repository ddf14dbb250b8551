/** Which cap a run would meet first. */
import type { Credits } from '@leadgen/client';

export interface Bound {
  of: 'day' | 'month';
  spent: number;
  cap: number;
}

/** The cap that leaves least, of the workspace or its account; null where there is none. A run's own is none of these. */
export function tightest({ workspace, account }: Pick<Credits, 'workspace' | 'account'>): Bound | null {
  const bounds = [workspace, account].flatMap(({ caps, spent_today: today, spent_month: month }): Bound[] => [
    ...(caps.per_day === null ? [] : [{ of: 'day' as const, spent: today, cap: caps.per_day }]),
    ...(caps.per_month === null ? [] : [{ of: 'month' as const, spent: month, cap: caps.per_month }]),
  ]);
  const [first, ...others] = bounds;
  if (first === undefined) return null;
  return others.reduce((least, one) => (one.cap - one.spent < least.cap - least.spent ? one : least), first);
}
