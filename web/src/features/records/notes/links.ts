/** The links in a plain text. Only web addresses are made into links: nothing else can be followed. */

export interface Piece {
  text: string;
  href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence is no part of the address before it. */
const BEHIND = /[.,;:!?)\]}…]+$/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(BEHIND, '');
    const href = safe(address);
    if (href === null) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index), href: null });
    found.push({ text: address, href });
    at = match.index + address.length;
  }
  if (at < text.length) found.push({ text: text.slice(at), href: null });
  return found;
}

function safe(address: string): string | null {
  try {
    const { protocol, href, hostname } = new URL(address);
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? href : null;
  } catch {
    return null; // no address after all, so it stays text
  }
}
