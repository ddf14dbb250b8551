/**
 * The rules of this house that no linter knows:
 * a feature imports no other feature, no screen names a field (fields come from GET /fields),
 * every sentence stands in a locale file, and nothing is fetched but through the generated client.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const registry = ['contact', 'company'].map((kind) => join(root, `../server/src/leadgen/records/${kind}_fields.py`));
const problems = [];

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Compound keys only: a plain word such as `city` or `email` is also English. */
function fieldKeys() {
  const text = registry.map((path) => readFileSync(path, 'utf8')).join('');
  return [...text.matchAll(/\bkey="([a-z]+(?:_[a-z]+)+)"/g)].map(([, key]) => key);
}

/** Names that are also words of an API schema, and so must be written to be read. */
const SCHEMA_NAMES = new Set(['company_name', 'company_domain', 'from_date', 'to_date', 'full_name_key', 'legal_form']);
const keys = new Set(fieldKeys().filter((key) => !SCHEMA_NAMES.has(key)));

function check(path, text) {
  const name = relative(root, path);
  const feature = /^src\/features\/([^/]+)\//.exec(name)?.[1];
  const report = (index, sentence) => {
    const line = text.slice(0, index).split('\n').length;
    problems.push(`${name}:${line}: ${sentence}`);
  };
  for (const match of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
    const target = /^@\/features\/([^/]+)/.exec(match[1])?.[1];
    const climbs = feature !== undefined && match[1].startsWith('../../');
    if (feature !== undefined && target !== undefined && target !== feature) report(match.index, `feature ${feature} imports feature ${target}`);
    if (climbs) report(match.index, 'climbs out of its feature; import by @/');
    if (/^src\/(ui|lib|records)\//.test(name) && target !== undefined) report(match.index, 'ui, lib and records know no feature');
    if (name.startsWith('src/lib/') && /^@\/(ui|records)\//.test(match[1])) report(match.index, 'lib knows no component');
    if (name.startsWith('src/ui/') && match[1].startsWith('@/records/')) report(match.index, 'ui knows no record');
  }
  for (const match of text.matchAll(/['"`.]([a-z]+(?:_[a-z]+)+)\b/g)) {
    if (keys.has(match[1])) report(match.index, `names the field ${match[1]}; fields come from GET /fields`);
  }
  for (const match of text.matchAll(/\bfetch\(/g)) report(match.index, 'calls the server outside the generated client');
  for (const match of text.matchAll(/>\s*[A-Z][a-z]+ [a-z]+[^<>{}]*<\//g)) report(match.index, 'a sentence outside the locale files');
  for (const match of text.matchAll(/dangerouslySetInnerHTML|\.innerHTML\b/g)) report(match.index, 'text becomes markup');
}

for (const path of files(join(root, 'src'))) check(path, readFileSync(path, 'utf8'));
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
