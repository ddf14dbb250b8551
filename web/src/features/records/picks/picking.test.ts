import { expect, test } from 'vitest';
import { offered } from './picking';

const OPTIONS = ['Customer', 'Fair Köln', 'Former customer'].map((label) => ({ value: label, label }));
const labels = (query: string, picked: readonly string[] = [], mayCreate = true) => offered(OPTIONS, picked, query, mayCreate).map(({ label, isNew }) => (isNew ? `+${label}` : label));

test('what is typed finds what there is, best first, and at last offers to make it', () => {
  expect(labels('')).toEqual(['Customer', 'Fair Köln', 'Former customer']);
  expect(labels('cust')).toEqual(['Customer', 'Former customer', '+cust']);
  expect(labels('cust', [], false)).toEqual(['Customer', 'Former customer']);
});

test('what is picked or known under another spelling is not made again', () => {
  expect(labels('', ['Customer'])).toEqual(['Fair Köln', 'Former customer']);
  expect(labels(' fair koln ')).toEqual(['Fair Köln']);
  expect(labels('customer', ['Customer'])).toEqual(['Former customer']);
});
