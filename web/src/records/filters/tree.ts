/** The tree of a filter, as the server reads it, and what can be done to it. Pure: every act gives a new tree. */
import type { RecordKind } from '@leadgen/client';

export interface FieldTest {
  field: string;
  op: string;
  value?: unknown;
}
export interface TermTest {
  term: string;
  value?: unknown;
}
export type Leaf = FieldTest | TermTest;
export type GroupWord = 'all' | 'any';
export type Tree = { all: Tree[] } | { any: Tree[] } | { not: Tree } | { company: Tree } | { contact: Tree } | Leaf;

/** The steps to a part, as the server's JSON pointers have them. */
export type Path = readonly (string | number)[];

const SINGLE = ['not', 'company', 'contact'] as const;
type Single = (typeof SINGLE)[number];
export const OTHER: Record<RecordKind, RecordKind> = { contact: 'company', company: 'contact' };

/** The tree in a JSON of unknown origin; null where it has none of a filter's shapes. */
export function read(json: unknown): Tree | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const given = json as Record<string, unknown>;
  for (const word of ['all', 'any'] as const) {
    const parts = given[word];
    if (!Array.isArray(parts)) continue;
    const found = parts.map(read);
    return found.includes(null) ? null : ({ [word]: found } as { all: Tree[] });
  }
  const single = SINGLE.find((word) => word in given);
  if (single !== undefined) {
    const part = read(given[single]);
    return part === null ? null : wrapped(single, part);
  }
  if (typeof given['field'] === 'string') return { ...given, field: given['field'], op: String(given['op'] ?? '') };
  return typeof given['term'] === 'string' ? { term: given['term'], value: given['value'] } : null;
}

export function wrapped(word: Single, part: Tree): Tree {
  return { [word]: part } as { not: Tree };
}

export function isLeaf(tree: Tree): tree is Leaf {
  return 'field' in tree || 'term' in tree;
}

/** The group that a tree is; null for anything else. */
export function groupOf(tree: Tree): { word: GroupWord; parts: readonly Tree[] } | null {
  if ('all' in tree) return { word: 'all', parts: tree.all };
  return 'any' in tree ? { word: 'any', parts: tree.any } : null;
}

export function group(word: GroupWord, parts: readonly Tree[]): Tree {
  return { [word]: [...parts] } as { all: Tree[] };
}

/** The word and the part of what has one part only. */
export function singleOf(tree: Tree): { word: Single; part: Tree } | null {
  const word = SINGLE.find((one) => one in tree);
  return word === undefined ? null : { word, part: (tree as Record<string, Tree>)[word] as Tree };
}

/** What stands side by side at the top of a filter: each is a chip. */
export function topParts(tree: Tree | null): readonly Tree[] {
  if (tree === null) return [];
  return 'all' in tree ? tree.all : [tree];
}

/** The filter of these parts; null of none. */
export function ofParts(parts: readonly Tree[]): Tree | null {
  return parts.length === 0 ? null : group('all', parts);
}

/** The part at a place, or null. */
export function at(tree: Tree, path: Path): Tree | null {
  let here: unknown = tree;
  for (const step of path) here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined;
  return typeof here === 'object' && here !== null && !Array.isArray(here) ? (here as Tree) : null;
}

/** The tree with another part at a place; with null the part is gone, and with it what held nothing else. */
export function replaced(tree: Tree, path: Path, part: Tree | null): Tree | null {
  const [word, ...rest] = path;
  if (word === undefined) return part;
  const own = groupOf(tree);
  if (own !== null) {
    const [index, ...below] = rest;
    const next = own.parts.flatMap((one, place) => {
      const kept = place === index ? replaced(one, below, part) : one;
      return kept === null ? [] : [kept];
    });
    return next.length === 0 ? null : group(own.word, next);
  }
  const single = singleOf(tree);
  if (single === null) return tree;
  const next = replaced(single.part, rest, part);
  return next === null ? null : wrapped(single.word, next);
}

/** The tree with one part more in the group at a place. */
export function added(tree: Tree, path: Path, part: Tree): Tree {
  const own = groupOf(at(tree, path) ?? tree);
  if (own === null) return tree;
  return replaced(tree, path, group(own.word, [...own.parts, part])) ?? tree;
}

/** The same filter without what says nothing: empty groups, a group in a like one, what is denied twice. */
export function normalised(tree: Tree): Tree | null {
  const own = groupOf(tree);
  if (own !== null) {
    const parts = own.parts.flatMap((part) => {
      const kept = normalised(part);
      const inner = kept === null ? null : groupOf(kept);
      if (kept === null) return [];
      return inner !== null && (inner.word === own.word || inner.parts.length === 1) ? inner.parts : [kept];
    });
    return parts.length === 0 ? null : group(own.word, parts);
  }
  const single = singleOf(tree);
  if (single === null) return tree;
  const part = normalised(single.part);
  if (part === null) return null;
  const inner = singleOf(part);
  return single.word === 'not' && inner?.word === 'not' ? inner.part : wrapped(single.word, part);
}

/** A pointer of the server's as a path: "/all/0/field" → ["all", 0, "field"]. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** The tree without the tests in which these places are; null where nothing is left. */
export function without(tree: Tree, pointers: readonly string[]): Tree | null {
  // From the last to the first: what is taken out moves only what stands behind it.
  const paths = pointers.map((pointer) => testAround(tree, pathOf(pointer))).toSorted((a, b) => compare(b, a));
  const once = paths.filter((path, place) => place === 0 || compare(path, paths[place - 1] ?? []) !== 0);
  return once.reduce<Tree | null>((rest, path) => (rest === null ? null : replaced(rest, path, null)), tree);
}

/** The way to the test, or else the innermost part, in which a place is. */
function testAround(tree: Tree, path: Path): Path {
  let found: Path = [];
  for (let length = 0; length <= path.length; length += 1) {
    const part = at(tree, path.slice(0, length));
    if (part === null) continue;
    found = path.slice(0, length);
    if (isLeaf(part)) break;
  }
  return found;
}

function compare(one: Path, other: Path): number {
  for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
    const [a, b] = [one[place], other[place]];
    if (a === b) continue;
    return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
  }
  return one.length - other.length;
}

/** One test, and what stands around it: behind the hop to the other kind, denied or not. */
export interface Simple {
  hop: RecordKind | null;
  not: boolean;
  leaf: Leaf;
}

/** The one test that a part is; null for a group, and for what is put together otherwise. */
export function simpleOf(part: Tree): Simple | null {
  const outer = singleOf(part);
  if (outer === null) return isLeaf(part) ? { hop: null, not: false, leaf: part } : null;
  const inner = simpleOf(outer.part);
  if (inner === null || inner.not) return null;
  if (outer.word === 'not') return { ...inner, not: true };
  return inner.hop === null ? { ...inner, hop: outer.word } : null;
}

export function ofSimple({ hop, not, leaf }: Simple): Tree {
  const placed = hop === null ? leaf : wrapped(hop, leaf);
  return not ? wrapped('not', placed) : placed;
}

/** How many tests a part has. */
export function size(tree: Tree): number {
  const own = groupOf(tree);
  if (own !== null) return own.parts.reduce((sum, part) => sum + size(part), 0);
  const single = singleOf(tree);
  return single === null ? 1 : size(single.part);
}

/** Whether two filters are the same JSON. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Every test of a filter, in its order. */
export function leavesOf(tree: Tree): readonly Leaf[] {
  if (isLeaf(tree)) return [tree];
  const own = groupOf(tree);
  return own !== null ? own.parts.flatMap(leavesOf) : leavesOf(singleOf(tree)?.part ?? { all: [] });
}
