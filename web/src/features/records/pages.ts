/** The pages of a long list: which were reached, which are held in memory, and how they join. Pure. */
import type { RecordPage, Row } from '@leadgen/client';
import { PAGE_SIZE } from '@/records/calls';

export interface Chain {
  /** Where each page reached so far begins. */
  cursors: readonly (string | null)[];
  /** How many rows each had when it was last held; a page whose search took too long may be short. */
  sizes: readonly number[];
  /** The pages now in sight. */
  seen: { from: number; to: number };
}

type Loaded = ReadonlyMap<number, RecordPage | undefined>;

export const FIRST: Chain = { cursors: [null], sizes: [], seen: { from: 0, to: 0 } };
const PAGES_AROUND = 3;

/** Whether a page is held: near what is seen, the first for the list's total, the last to go on from. */
export function isNear({ cursors, seen }: Chain, place: number): boolean {
  const isEnd = place === 0 || place === cursors.length - 1;
  return isEnd || (place >= seen.from - PAGES_AROUND && place <= seen.to + PAGES_AROUND);
}

/** The chain mended where pages changed: each begins where the one before it ends, and none follows the last. */
export function chained(chain: Chain, loaded: Loaded): Chain {
  let { cursors, sizes } = chain;
  for (const [place, page] of [...loaded].toSorted(([one], [other]) => one - other)) {
    if (page === undefined || place >= cursors.length) continue;
    if (sizes[place] !== page.items.length) sizes = Object.assign([...sizes], { [place]: page.items.length });
    if (place + 1 === cursors.length || page.next_cursor === cursors[place + 1]) continue;
    cursors = page.next_cursor === null ? cursors.slice(0, place + 1) : cursors.with(place + 1, page.next_cursor);
  }
  return cursors === chain.cursors && sizes === chain.sizes ? chain : { ...chain, cursors, sizes };
}

/** With the page that follows the last one, once. */
export function lengthened(chain: Chain, cursor: string): Chain {
  return chain.cursors.at(-1) === cursor ? chain : { ...chain, cursors: [...chain.cursors, cursor] };
}

/** With these rows in sight. */
export function looking(chain: Chain, from: number, to: number): Chain {
  const seen = { from: placeOf(chain, from), to: placeOf(chain, to) };
  return chain.seen.from === seen.from && chain.seen.to === seen.to ? chain : { ...chain, seen };
}

function placeOf({ cursors, sizes }: Chain, row: number): number {
  let rows = 0;
  const place = cursors.findIndex((_, at) => (rows += sizes[at] ?? PAGE_SIZE) > row);
  return place === -1 ? cursors.length - 1 : place;
}

/** All rows reached, in order; undefined where their page is not held. No record twice, though pages overlap for a moment. */
export function arrangedPages({ cursors, sizes }: Chain, loaded: Loaded): (Row | undefined)[] {
  const rows: (Row | undefined)[] = [];
  const met = new Set<string>();
  cursors.forEach((_, place) => {
    const page = loaded.get(place);
    const isLast = place === cursors.length - 1;
    if (page === undefined) {
      if (!isLast) rows.length += sizes[place] ?? PAGE_SIZE;
      return;
    }
    for (const row of page.items) {
      if (met.has(row.id)) continue;
      met.add(row.id);
      rows.push(row);
    }
  });
  return rows;
}
