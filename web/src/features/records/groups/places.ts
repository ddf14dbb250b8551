/** Where the lines of a list stand when heads of groups are lower than rows. Pure. */
import type { Heads } from './lines';

export interface Places {
  topOf: (line: number) => number;
  /** The line that stands so many pixels down. */
  lineAt: (top: number) => number;
}

export function placesOf(heads: Heads, rowHeight: number, headHeight: number): Places {
  const lines = [...heads.keys()].toSorted((one, other) => one - other);
  const topOf = (line: number) => line * rowHeight - before(lines, line) * (rowHeight - headHeight);
  const lineAt = (top: number) => {
    let low = Math.floor(top / rowHeight);
    let high = Math.floor(top / headHeight);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (topOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { topOf, lineAt };
}

/** How many of the sorted lines stand before this one. */
function before(lines: readonly number[], line: number): number {
  const at = lines.findIndex((one) => one >= line);
  return at === -1 ? lines.length : at;
}
