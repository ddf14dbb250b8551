/**
 * What the first load weighs: the page's own scripts and styles with all they import at once, as served (brotli).
 * Fails above the budget, so that a heavy import is noticed the day it comes.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUDGET = { js: 150_000, css: 25_000 };
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const found = new Set([...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path));
for (const path of found) {
  if (!path.endsWith('.js')) continue;
  const text = readFileSync(join(dist, path), 'utf8');
  for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(`/assets/${name}`);
}

const served = (path) => statSync(join(dist, existsSync(join(dist, `${path}.br`)) ? `${path}.br` : path)).size;
const weight = (kind) => [...found].filter((path) => path.endsWith(`.${kind}`)).reduce((sum, path) => sum + served(path), 0);

let over = false;
for (const [kind, budget] of Object.entries(BUDGET)) {
  const bytes = weight(kind);
  over ||= bytes > budget;
  process.stdout.write(`first load, ${kind}: ${(bytes / 1000).toFixed(1)} of ${budget / 1000} kB brotli\n`);
}
process.exit(over ? 1 : 0);
