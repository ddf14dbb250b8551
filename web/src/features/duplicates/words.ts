/** Probabilities as a salesperson reads them. Pure. */
import type { TextKey } from '@/lib/i18n';
import type { en } from './en';

export type Likely = 'sure' | 'nearly' | 'very' | 'likely' | 'maybe';

const FROM: readonly [number, Likely][] = [[0.99, 'nearly'], [0.9, 'very'], [0.7, 'likely']];

/** How likely in a word; what may be merged unseen is sure. */
export function likelyOf(probability: number, isSure: boolean): Likely {
  return isSure ? 'sure' : (FROM.find(([least]) => probability >= least)?.[1] ?? 'maybe');
}

export interface Said {
  key: TextKey<typeof en>;
  values: { n: number; count: number };
}

const MOST = 1_000_000;
const IN_TEN_BELOW = 0.8;

/** How many like this are a mistake: 0.9975 → 1 in 400, 0.7 → 3 in 10. */
export function oddsOf(probability: number): Said {
  const wrong = 1 - probability;
  if (probability < IN_TEN_BELOW) return said('odds.inTen', Math.max(1, Math.round(wrong * 10)));
  return said('odds.oneIn', rounded(Math.min(MOST, 1 / Math.max(wrong, 1 / MOST))));
}

/** How many mistakes are to be expected among many: 0.02 → a chance of 1 in 50. */
export function expectedOf(mistakes: number): Said {
  if (mistakes < 1 / MOST) return said('expected.none', 0);
  return mistakes < 0.95 ? said('expected.chance', rounded(1 / mistakes)) : said('expected.some', Math.round(mistakes));
}

/** What bits do to the odds: 3 → 8 times as likely, -1 → 2 times less likely. */
export function timesOf(bits: number): Said {
  return said(bits >= 0 ? 'why.times' : 'why.less', rounded(Math.min(MOST, 2 ** Math.abs(bits))));
}

function said(key: Said['key'], n: number): Said {
  return { key, values: { n, count: n } };
}

/** With two digits that mean something. */
function rounded(value: number): number {
  return Number(value.toPrecision(value < 10 ? 1 : 2));
}

/** Never rounded up to certainty: 0.9 → "90 %", 0.9994 → "99.94 %", 0.9999999 → "99.9999 %". */
export function percentOf(of: number): string {
  const probability = Math.min(of, 1 - 1e-9);
  const digits = Math.min(4, Math.max(0, Math.ceil(-Math.log10(1 - probability) - 1e-6) - 2));
  const scale = 10 ** digits;
  return `${Number((Math.floor(probability * 100 * scale + 1e-6) / scale).toFixed(digits))} %`;
}
