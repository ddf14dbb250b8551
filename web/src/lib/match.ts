/** Finding by the beginnings of words, as people type names and commands. */

/** Lower case, without accents: "Tomáš" is found by "tomas". */
export function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}

function wordsOf(text: string): string[] {
  return plain(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/**
 * How well `text` answers `query`: 0 not at all, 3 begins with it, 2 its words follow one another, 1 each word begins one.
 * An empty query is answered by everything.
 */
export function score(text: string, query: string): number {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return 1;
  const has = wordsOf(text);
  if (!wanted.every((word) => has.some((one) => one.startsWith(word)))) return 0;
  const whole = has.join(' ');
  const asked = wanted.join(' ');
  if (whole.startsWith(asked)) return 3;
  return ` ${whole}`.includes(` ${asked}`) ? 2 : 1;
}

/** The items that answer, best first, else in the order they had. `textsOf` gives the name first, then other words. */
export function found<T>(items: readonly T[], query: string, textsOf: (item: T) => readonly string[]): T[] {
  return items
    .map((item) => ({ item, value: best(textsOf(item), query) }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
    .map(({ item }) => item);
}

/** Words beside the name find a thing too, but never before its name does. */
function best([name = '', ...others]: readonly string[], query: string): number {
  return Math.max(score(name, query), score([name, ...others].join(' '), query) * 0.5);
}
