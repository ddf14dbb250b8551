import { expect, test } from 'vitest';
import { added, at, group, normalised, ofParts, ofSimple, pathOf, read, replaced, same, simpleOf, size, topParts, without, type Tree } from './tree';

const city: Tree = { field: 'city', op: 'equals', value: 'Brno' };
const title: Tree = { field: 'title', op: 'contains', value: 'sales' };
const big: Tree = { company: { field: 'size', op: 'overlaps', value: [50, 249] } };
const segment: Tree = { term: 'in_segment', value: 'an id' };

test.each([
  [city, city],
  [{ all: [city, { any: [title, big] }, { not: segment }] }, { all: [city, { any: [title, big] }, { not: segment }] }],
  [{ field: 'city' }, { field: 'city', op: '' }],
  ['not json', null],
  [null, null],
  [[city], null],
  [{ all: 'x' }, null],
  [{ all: [city, 3] }, null],
  [{ not: { any: [{}] } }, null],
  [{ nonsense: 1 }, null],
] as const)('%j is read as %j', (json, tree) => {
  expect(read(json)).toEqual(tree);
});

test('a part is found, replaced and added by its path', () => {
  const tree: Tree = { all: [city, { not: { any: [title, big] } }] };
  expect(at(tree, ['all', 1, 'not', 'any', 0])).toEqual(title);
  expect(at(tree, ['all', 9])).toBeNull();
  expect(replaced(tree, ['all', 1, 'not', 'any', 0], segment)).toEqual({ all: [city, { not: { any: [segment, big] } }] });
  expect(added(tree, ['all', 1, 'not'], segment)).toEqual({ all: [city, { not: { any: [title, big, segment] } }] });
  expect(tree).toEqual({ all: [city, { not: { any: [title, big] } }] });
});

test('what held nothing but a removed part goes with it', () => {
  const tree: Tree = { all: [city, { not: { any: [title] } }] };
  expect(replaced(tree, ['all', 1, 'not', 'any', 0], null)).toEqual({ all: [city] });
  expect(replaced({ company: { all: [title] } }, ['company', 'all', 0], null)).toBeNull();
});

test.each([
  [{ all: [{ all: [city, title] }, { any: [big] }] }, { all: [city, title, big] }],
  [{ not: { not: city } }, city],
  [{ any: [{ all: [] }, city] }, { any: [city] }],
  [{ all: [{ not: { any: [] } }] }, null],
  [{ any: [{ all: [city, title] }, big] }, { any: [{ all: [city, title] }, big] }],
] as readonly (readonly [Tree, Tree | null])[])('%j says the same as %j', (tree, expected) => {
  expect(normalised(tree)).toEqual(expected);
});

test.each([city, { not: city }, big, { not: big }, segment] as const)('%j is one test, and is put together again', (part) => {
  const simple = simpleOf(part);
  expect(simple).not.toBeNull();
  expect(simple !== null && ofSimple(simple)).toEqual(part);
});

test.each<Tree>([{ all: [city] }, { not: { any: [city] } }, { company: { not: city } }, { company: { all: [city] } }])('%j is opened as a group', (part) => {
  expect(simpleOf(part)).toBeNull();
});

test('the tests in which the server found a fault are left out, and nothing else', () => {
  const tree: Tree = { all: [city, { any: [title, { not: segment }] }, big] };
  expect(without(tree, ['/all/0/field', '/all/1/any/1/not/value', '/all/1/any/1/not/value'])).toEqual({ all: [{ any: [title] }, big] });
  expect(without(tree, ['/all/2/company/value/0'])).toEqual({ all: [city, { any: [title, { not: segment }] }] });
  expect(without(city, ['/op'])).toBeNull();
  expect(pathOf('/all/0/a~1b~0')).toEqual(['all', 0, 'a/b~']);
});

test('chips are the parts of the outermost all', () => {
  expect(topParts(null)).toEqual([]);
  expect(topParts({ any: [city, title] })).toEqual([{ any: [city, title] }]);
  expect(ofParts(topParts({ all: [city, title] }))).toEqual({ all: [city, title] });
  expect(ofParts([])).toBeNull();
  expect(size(group('all', [city, { not: { any: [title, big] } }]))).toBe(3);
});

test('two filters are one whatever the order of their members', () => {
  expect(same({ field: 'city', op: 'equals', value: 1 }, { value: 1, op: 'equals', field: 'city' })).toBe(true);
  expect(same(undefined, null)).toBe(true);
  expect(same({ all: [city, title] }, { all: [title, city] })).toBe(false);
});
