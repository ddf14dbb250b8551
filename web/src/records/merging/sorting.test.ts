import type { MergeChoice, Row } from '@leadgen/client';
import { expect, test } from 'vitest';
import { sorted } from './sorting';

const choice = (field: string, reason: MergeChoice['reason'], part_of: string | null = null): MergeChoice => ({
  field, reason, part_of, value: 'x', record_id: null,
});

test('only what differs is asked about', () => {
  const records = [
    { values: { title: 'CTO', town: 'Prague', both: 'a', part: '1' } },
    { values: { title: 'CEO', both: 'a', part: '2' } },
  ] as unknown as Row[];
  const fields = [
    choice('title', 'newest'), choice('town', 'only'), choice('both', 'same'), choice('tags', 'united'), choice('part', 'newest', 'whole'),
  ];
  const { differs, unites, rest } = sorted({ fields, records });
  expect(differs.map((one) => one.field)).toEqual(['title']);
  expect(unites.map((one) => one.field)).toEqual(['tags']);
  expect(rest.map((one) => one.field)).toEqual(['town', 'both']);
});
