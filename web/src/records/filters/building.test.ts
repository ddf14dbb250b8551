import type { Field } from '@leadgen/client';
import { expect, test } from 'vitest';
import { boxed, boxOf, complete, ofBox } from './building';
import { normalised, type Tree } from './tree';
import type { Known } from './known';

const city: Tree = { field: 'city', op: 'is_empty' };
const size: Tree = { field: 'size', op: 'is_empty' };
const field = (key: string) => [key, { key, operators: ['is_empty'] } as unknown as Field] as const;
const known: Known = {
  fields: { contact: new Map([field('city')]), company: new Map([field('size')]) },
  takes: new Map([['is_empty', 'nothing'], ['in', 'many']]),
  terms: [],
};

test.each<[string, Tree | null, Tree]>([
  ['nothing', null, { all: [] }],
  ['one test', city, { all: [city] }],
  ['a hop to what is no group', { company: { not: size } }, { all: [{ company: { all: [{ not: size }] } }] }],
  ['a denied hop to a group', { not: { company: { any: [size] } } }, { all: [{ not: { any: [{ company: { any: [size] } }] } }] }],
])('%s is shown in boxes', (_, tree, expected) => {
  expect(boxed(tree)).toEqual(expected);
});

test.each<Tree>([{ all: [city] }, { any: [city] }, { not: { any: [city] } }, { not: { all: [city] } }, { company: { any: [size] } }])(
  'the box of %j is put together again',
  (tree) => {
    const box = boxOf(tree);
    expect(box !== null && ofBox(box)).toEqual(tree);
  },
);

test('what is not complete is not asked, behind a hop by the other kind’s fields', () => {
  const draft: Tree = { all: [city, { field: '', op: '' }, { any: [{ field: 'city', op: 'in', value: [] }] }, { company: { all: [size, city] } }] };
  expect(complete(draft, 'contact', known)).toEqual({ all: [city, { company: { all: [size] } }] });
  expect(complete({ all: [{ field: '', op: '' }] }, 'contact', known)).toBeNull();
  expect(complete({ all: [{ any: [city, city] }] }, 'contact', known)).toEqual({ all: [{ any: [city, city] }] });
  expect(normalised(draft)).not.toBeNull();
});
