/** Shares of a whole, never rounded up to all of it nor down to nothing. */

/** 0.994 → 0.99, 0.999 → 0.99, 0.001 → 0.01; exactly 0 and 1 stay. */
export function shareOf(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 1;
  return Math.min(0.99, Math.max(0.01, Math.round((part / whole) * 100) / 100));
}

export interface Flagged {
  filled: { count: number };
  invalid: { count: number } | null;
  suspicious: { count: number } | null;
}

export interface Parts {
  good: number;
  doubtful: number;
  bad: number;
}

/** What a bar shows of a field: a value that is both invalid and suspicious is the one or the other, not two. */
export function partsOf({ filled, invalid, suspicious }: Flagged): Parts {
  const bad = Math.min(invalid?.count ?? 0, filled.count);
  const doubtful = Math.min(suspicious?.count ?? 0, filled.count - bad);
  return { good: filled.count - bad - doubtful, doubtful, bad };
}
