import type { Vocabulary, VocabularyEntry } from '@leadgen/client';

/** Titles are read by the first two; keys follow from the others. */
export const NAMES = ['department', 'seniority', 'legal_form', 'role_mailbox', 'free_mail'] as const;
export type Name = (typeof NAMES)[number];

export function nameOf(value: string): Name {
  return NAMES.find((one) => one === value) ?? NAMES[0];
}

/** Its words are on the list or not, instead of having a meaning among several. */
export function isList({ meanings }: Vocabulary): boolean {
  return meanings.length === 1;
}

/** A word of the product, and what it means. */
export interface BuiltIn {
  word: string;
  meaning: string;
}

export function labels(vocabulary: Vocabulary): ReadonlyMap<string, string> {
  return new Map(vocabulary.meanings.map(({ value, label }) => [value, label]));
}

/** The product's words with these letters that still hold here. */
export function holding(vocabulary: Vocabulary, letters: string): BuiltIn[] {
  const own = new Set(vocabulary.entries.map(({ word }) => word));
  const wanted = folded(letters);
  return vocabulary.meanings
    .flatMap(({ value, words }) =>
      words.filter((word) => folded(word).includes(wanted) && !own.has(folded(word))).map((word) => ({ word, meaning: value })),
    )
    .toSorted((one, other) => Number(one.word.includes('*')) - Number(other.word.includes('*')));
}

/** The workspace's entries with this one instead of what they said of its word. */
export function withEntry(entries: readonly VocabularyEntry[], entry: VocabularyEntry): VocabularyEntry[] {
  return [...without(entries, entry.word), entry];
}

export function without(entries: readonly VocabularyEntry[], word: string): VocabularyEntry[] {
  return entries.filter((one) => one.word !== folded(word));
}

/** As words are compared: small letters without accents. */
function folded(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').trim();
}
