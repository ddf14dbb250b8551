/** Spans of days, in UTC, as the ledger counts them. */
export interface Span {
  since: string;
  until: string;
}

export type SpanName = 'month' | 'lastMonth' | 'days30' | 'year';

const iso = (at: Date) => at.toISOString().slice(0, 10);

export function spanOf(name: SpanName, now: Date = new Date()): Span {
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const day = (...parts: [number, number, number]) => iso(new Date(Date.UTC(...parts)));
  switch (name) {
    case 'month':
      return { since: day(year, month, 1), until: day(year, month, date) };
    case 'lastMonth':
      return { since: day(year, month - 1, 1), until: day(year, month, 0) };
    case 'days30':
      return { since: day(year, month, date - 29), until: day(year, month, date) };
    case 'year':
      return { since: day(year, 0, 1), until: day(year, month, date) };
  }
}

export const SPANS: readonly SpanName[] = ['month', 'lastMonth', 'days30', 'year'];

/** Its name, where it has one. */
export function nameOf(span: Span, now: Date = new Date()): SpanName | null {
  return SPANS.find((name) => {
    const known = spanOf(name, now);
    return known.since === span.since && known.until === span.until;
  }) ?? null;
}

/** Every day of a span, in order. */
export function daysOf({ since, until }: Span): string[] {
  const days: string[] = [];
  for (let at = Date.parse(since); at <= Date.parse(until); at += 86_400_000) days.push(iso(new Date(at)));
  return days;
}
