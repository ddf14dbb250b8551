/** Where two texts differ: what they begin with alike, what is different in each, and how they end alike. */
export interface Difference {
  head: string;
  before: string;
  after: string;
  tail: string;
}

/** By whole characters, so that no picture or accent is torn apart. */
export function difference(before: string, after: string): Difference {
  const [one, other] = [[...before], [...after]];
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return {
    head: one.slice(0, start).join(''),
    before: one.slice(start, one.length - end).join(''),
    after: other.slice(start, other.length - end).join(''),
    tail: one.slice(one.length - end).join(''),
  };
}
