/**
 * Addresses whose search is too long for a server to read: the long part is kept in this browser, and the address
 * holds its name. A filter of thousands of values survives a reload that way; shared it is by a view or a segment.
 */
import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';

const LONGEST = 6000;
const MOST_KEPT = 20;
const MARK = '~';
const STORE = 'leadgen.long.';

type Search = Record<string, unknown>;

export function stringifySearch(search: Search): string {
  return defaultStringifySearch(mapped(search, shortened));
}

export function parseSearch(text: string): Search {
  return mapped(defaultParseSearch(text) as Search, restored);
}

/** Whether this stands for something long that is kept in another browser. */
export function isElsewhere(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(MARK);
}

function mapped(search: Search, by: (value: unknown) => unknown): Search {
  return Object.fromEntries(Object.entries(search).map(([key, value]) => [key, by(value)]));
}

function shortened(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value);
  if (text.length <= LONGEST) return value;
  const name = nameOf(text);
  return keep(name, text) ? MARK + name : value;
}

function restored(value: unknown): unknown {
  if (typeof value !== 'string' || !isElsewhere(value)) return value;
  const text = read(value.slice(MARK.length));
  return text === null ? value : (JSON.parse(text) as unknown);
}

/** The same text has the same name (FNV-1a with two beginnings). */
function nameOf(text: string): string {
  return [0x811c9dc5, 0x01234567].map((seed) => hashOf(text, seed).toString(36)).join('');
}

function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}

function keep(name: string, text: string): boolean {
  try {
    if (localStorage.getItem(STORE + name) !== null) return true;
    forgetOldest();
    localStorage.setItem(STORE + name, text);
    return true;
  } catch {
    return false; // storage is blocked or full: the address is as long as it is
  }
}

function forgetOldest(): void {
  const names = Object.keys(localStorage).filter((key) => key.startsWith(STORE));
  for (const name of names.slice(0, Math.max(0, names.length - MOST_KEPT + 1))) localStorage.removeItem(name);
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(STORE + name);
  } catch {
    return null; // storage is blocked
  }
}
