import { expect, test } from 'vitest';
import { tightest } from './tightest';

const use = (spentToday: number, spentMonth: number, day: number | null, month: number | null) => ({
  reserved: 0,
  spent_today: spentToday,
  spent_month: spentMonth,
  caps: { per_run: 5, per_day: day, per_month: month },
});

test('the meter shows the cap that leaves least, of the workspace or the account', () => {
  const free = use(3, 30, null, null);
  expect(tightest({ workspace: free, account: free })).toBeNull();
  expect(tightest({ workspace: use(3, 30, 10, 100), account: free })).toEqual({ of: 'day', spent: 3, cap: 10 });
  expect(tightest({ workspace: use(3, 30, 100, null), account: use(5, 90, null, 95) })).toEqual({ of: 'month', spent: 90, cap: 95 });
});
