/** How hard a password is to guess, roughly: length, variety, and what a stranger would try first. */

export const SHORTEST = 10;

export type Strength = 'short' | 'own' | 'weak' | 'fair' | 'strong';

/** `own` are the words a guesser knows: the address, the workspace. */
export function strengthOf(password: string, own: readonly string[]): Strength {
  if (password.length < SHORTEST) return 'short';
  const lower = password.toLowerCase();
  if (own.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()))) return 'own';
  const bits = guessBits(password);
  if (bits < 45) return 'weak';
  return bits < 65 ? 'fair' : 'strong';
}

/** Bits of an alphabet of the kinds used, with repeats and runs counted once. */
function guessBits(password: string): number {
  const kinds: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 33],
  ];
  const alphabet = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  const fresh = [...password].filter((sign, at, signs) => !continues(signs[at - 1], sign)).length;
  return Math.min(fresh, new Set(password).size * 1.5) * Math.log2(Math.max(2, alphabet));
}

/** "aa", "ab" and "21" follow from what stands before. */
function continues(before: string | undefined, sign: string): boolean {
  if (before === undefined) return false;
  return Math.abs(sign.charCodeAt(0) - before.charCodeAt(0)) <= 1;
}
