import type { SearchHit } from '@leadgen/client';
import { expect, test } from 'vitest';
import { stillFits } from './records';

const HIT: SearchHit = {
  id: '1', kind: 'contact', name: 'Jana Malá', secondary: 'Head of Sales · Brightwater', field: 'a', value: 'jana@brightwater.example',
};

test('an answer to earlier letters stays while it fits what is typed now, without accents, in any order', () => {
  expect(stillFits(HIT, 'mala')).toBe(true);
  expect(stillFits(HIT, 'sales JANA')).toBe(true);
  expect(stillFits(HIT, 'water.ex')).toBe(true);
});

test('what does not fit any more is dropped, so that Enter never opens it', () => {
  expect(stillFits(HIT, 'malo')).toBe(false);
  expect(stillFits(HIT, 'jana fenwick')).toBe(false);
});
