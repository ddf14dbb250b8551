import type { RecordPage, Row } from '@leadgen/client';
import { expect, test } from 'vitest';
import { arrangedPages, chained, FIRST, isNear, lengthened, looking, type Chain } from './pages';

const row = (id: string): Row => ({ id, values: {}, company: null, states: {}, created_at: '', updated_at: '' });
const page = (next: string | null, ...ids: string[]): RecordPage => ({ items: ids.map(row), next_cursor: next, partial: false, total: { value: 9, exact: true } });
const far = (pages: number, seen: number): Chain => ({
  cursors: Array.from({ length: pages }, (_, place) => (place === 0 ? null : `c${place}`)),
  sizes: [],
  seen: { from: seen, to: seen },
});

test('of a thousand pages those near the eye are held, the first and the last', () => {
  const held = Array.from({ length: 1000 }, (_, place) => place).filter((place) => isNear(far(1000, 500), place));
  expect(held).toEqual([0, 497, 498, 499, 500, 501, 502, 503, 999]);
});

test('pages that are not held leave their place', () => {
  const rows = arrangedPages(far(4, 3), new Map([[0, page('c1', 'a')], [3, page(null, 'z')]]));
  expect(rows).toHaveLength(202);
  expect([rows[0]?.id, rows[1], rows[201]?.id]).toEqual(['a', undefined, 'z']);
});

test('the last page on its way takes no place yet', () => {
  expect(arrangedPages(far(2, 0), new Map([[0, page('c1', 'a')], [1, undefined]]))).toHaveLength(1);
});

test('a record that moved to the next page stands once', () => {
  const rows = arrangedPages(far(2, 0), new Map([[0, page('c1', 'a', 'b')], [1, page(null, 'b', 'c')]]));
  expect(rows.map((one) => one?.id)).toEqual(['a', 'b', 'c']);
});

test('a page that ends elsewhere than before moves the beginning of the next', () => {
  expect(chained(far(3, 0), new Map([[0, page('d1', 'a')]])).cursors).toEqual([null, 'd1', 'c2']);
});

test('a list that became shorter loses the pages behind', () => {
  expect(chained(far(3, 0), new Map([[0, page('c1', 'a')], [1, page(null, 'b')]])).cursors).toEqual([null, 'c1']);
});

test('what did not change is the same chain', () => {
  const chain = chained(FIRST, new Map([[0, page('c1', 'a')]]));
  expect(chained(chain, new Map([[0, page('c1', 'b')]]))).toBe(chain);
  expect(looking(chain, 0, 90)).toBe(chain);
  expect(lengthened(lengthened(chain, 'c1'), 'c1').cursors).toEqual([null, 'c1']);
});

test('a short page that was dropped keeps its size, and the eye its place', () => {
  const chain = chained(far(3, 0), new Map([[0, page('c1', 'a', 'b')]]));
  expect(arrangedPages({ ...chain, seen: { from: 2, to: 2 } }, new Map([[2, page(null, 'z')]]))).toHaveLength(103);
  expect(looking(chain, 1, 2).seen).toEqual({ from: 0, to: 1 });
  expect(looking(chain, 150, 999).seen).toEqual({ from: 2, to: 2 });
});
