/** The tree of a filter in the forms that the builder shows: tests, and groups with a word and perhaps a hop. Pure. */
import type { RecordKind } from '@leadgen/client';
import { isWhole, type Known } from './known';
import { group, groupOf, normalised, OTHER, simpleOf, singleOf, wrapped, type GroupWord, type Path, type Tree } from './tree';

/** How the parts of a group count: all, any, none of them, or not all of them. */
export type Match = GroupWord | 'none' | 'notAll';
export const MATCHES: readonly Match[] = ['all', 'any', 'none', 'notAll'];

export interface Box {
  match: Match;
  /** Of which records the parts speak, where it is not those around. */
  hop: RecordKind | null;
  parts: readonly Tree[];
  /** From the box to its parts. */
  path: Path;
}

/** The tree with every part a test or a box. */
export function boxed(tree: Tree | null): Tree {
  const whole = tree === null ? group('all', []) : inBoxes(tree);
  return groupOf(whole) === null ? group('all', [whole]) : whole;
}

function inBoxes(tree: Tree): Tree {
  if (simpleOf(tree) !== null) return tree;
  const own = groupOf(tree);
  if (own !== null) return group(own.word, own.parts.map(inBoxes));
  const single = singleOf(tree);
  if (single === null) return tree;
  const part = inBoxes(single.part);
  return wrapped(single.word, groupOf(part) === null ? group(single.word === 'not' ? 'any' : 'all', [part]) : part);
}

/** The box that a part is; null for a test. */
export function boxOf(tree: Tree): Box | null {
  const own = groupOf(tree);
  if (own !== null) return { match: own.word, hop: null, parts: own.parts, path: [own.word] };
  const single = singleOf(tree);
  const inner = single === null ? null : groupOf(single.part);
  if (single === null || inner === null) return null;
  const path = [single.word, inner.word];
  if (single.word !== 'not') return { match: inner.word, hop: single.word, parts: inner.parts, path };
  return { match: inner.word === 'any' ? 'none' : 'notAll', hop: null, parts: inner.parts, path };
}

export function ofBox({ match, hop, parts }: Omit<Box, 'path'>): Tree {
  const word: GroupWord = match === 'none' || match === 'any' ? 'any' : 'all';
  const own = group(word, parts);
  if (hop !== null) return wrapped(hop, own);
  return match === 'none' || match === 'notAll' ? wrapped('not', own) : own;
}

/** What of a filter can be asked: tests that are not complete are left out, and groups of nothing. */
export function complete(tree: Tree, kind: RecordKind, known: Known): Tree | null {
  const whole = kept(tree, kind, known);
  const plain = whole === null ? null : normalised(whole);
  return plain === null || 'all' in plain ? plain : group('all', [plain]);
}

function kept(tree: Tree, kind: RecordKind, known: Known): Tree | null {
  const own = groupOf(tree);
  if (own !== null) {
    const parts = own.parts.flatMap((part) => kept(part, kind, known) ?? []);
    return parts.length === 0 ? null : group(own.word, parts);
  }
  const single = singleOf(tree);
  if (single === null) return isWhole(known, kind, tree as Parameters<typeof isWhole>[2]) ? tree : null;
  const part = kept(single.part, single.word === 'not' ? kind : OTHER[kind], known);
  return part === null ? null : wrapped(single.word, part);
}
