import { beforeEach, expect, test, vi } from 'vitest';
import { isElsewhere, parseSearch, stringifySearch } from './longSearch';

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal('localStorage', new Proxy(storage, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }));
});

const long = { field: 'email', op: 'in', value: Array.from({ length: 10_000 }, (_, place) => `person${place}@example.com`) };

test('a filter of ten thousand values has a short address and comes back', () => {
  const address = stringifySearch({ filter: long, sort: '-email' });
  expect(address.length).toBeLessThan(100);
  expect(parseSearch(address)).toEqual({ filter: long, sort: '-email' });
  expect(stringifySearch({ filter: long, sort: '-email' })).toBe(address);
});

test('a short one stands in the address as it is', () => {
  const short = { ...long, value: ['ada@example.com'] };
  expect(decodeURIComponent(stringifySearch({ filter: short }))).toContain('ada@example.com');
  expect(parseSearch(stringifySearch({ filter: short, q: '12' }))).toEqual({ filter: short, q: '12' });
});

test('in another browser it is known that the filter is not there', () => {
  const address = stringifySearch({ filter: long });
  localStorage.removeItem(Object.keys(localStorage)[0] ?? '');
  expect(isElsewhere(parseSearch(address)['filter'])).toBe(true);
});

test('no more than twenty are kept', () => {
  for (let place = 0; place < 30; place += 1) stringifySearch({ filter: { ...long, op: `op${place}` } });
  expect(Object.keys(localStorage)).toHaveLength(20);
});
