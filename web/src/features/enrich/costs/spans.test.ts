import { describe, expect, it } from 'vitest';
import { daysOf, nameOf, spanOf } from './spans';

const NEW_YEAR = new Date('2026-01-03T23:30:00-05:00'); // the 4th in UTC

describe('spans', () => {
  it('are counted in UTC and reach back over the year', () => {
    expect(spanOf('month', NEW_YEAR)).toEqual({ since: '2026-01-01', until: '2026-01-04' });
    expect(spanOf('lastMonth', NEW_YEAR)).toEqual({ since: '2025-12-01', until: '2025-12-31' });
    expect(spanOf('days30', NEW_YEAR)).toEqual({ since: '2025-12-06', until: '2026-01-04' });
  });

  it('have a name or none', () => {
    expect(nameOf({ since: '2025-12-01', until: '2025-12-31' }, NEW_YEAR)).toBe('lastMonth');
    expect(nameOf({ since: '2025-12-02', until: '2025-12-31' }, NEW_YEAR)).toBeNull();
  });

  it('hold every day once, the last included', () => {
    expect(daysOf({ since: '2026-02-27', until: '2026-03-01' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysOf({ since: '2026-03-01', until: '2026-02-27' })).toEqual([]);
  });
});
