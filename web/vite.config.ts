import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompress, constants } from 'node:zlib';
import { promisify } from 'node:util';
import react from '@vitejs/plugin-react';
import { type Plugin, type Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const compress = promisify(brotliCompress);

/** Writes a .br beside every text asset, so that the server never compresses while somebody waits. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async closeBundle() {
      const folder = here('./dist/assets');
      const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const text = await readFile(join(folder, name));
          const packed = await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
          await writeFile(join(folder, `${name}.br`), packed);
        }),
      );
    },
  };
}

/** Mantine's index names every component, so what the first screen uses of it is said here. */
const KIT = /@mantine\/core\/(?!.*\/components\/)|@mantine\/core\/.*\/components\/(Button|Loader|UnstyledButton|VisuallyHidden|Transition)\//;

/** Names the chunk of everything the first screen needs, so that it comes in one file instead of twenty. */
function firstLoad(): (id: string, context: { getModuleInfo: (id: string) => Rolldown.ModuleInfo | null }) => string | null {
  let eager: Set<string> | undefined;
  const passes = (id: string) => !/@mantine\/(core|hooks)|@tabler|@floating-ui/.test(id) || KIT.test(id);
  return (id, context) => {
    eager ??= reachable(here('./src/main.tsx'), (one) => (context.getModuleInfo(one)?.importedIds ?? []).filter(passes));
    return eager.has(id) ? 'first' : null;
  };
}

function reachable(from: string, importsOf: (id: string) => readonly string[]): Set<string> {
  const found = new Set([from]);
  for (const id of found) for (const next of importsOf(id)) found.add(next);
  return found;
}

const api = process.env['LEADGEN_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react(), precompressed()],
  resolve: {
    alias: [
      { find: /^@leadgen\/client$/, replacement: here('../client/src/index.ts') },
      { find: /^@leadgen\/client\/core$/, replacement: here('../client/src/client.gen.ts') },
      { find: /^@leadgen\/client\/query$/, replacement: here('../client/src/@tanstack/react-query.gen.ts') },
      { find: /^@\//, replacement: `${here('./src')}/` },
    ],
    dedupe: ['@tanstack/react-query', 'react', 'react-dom'],
  },
  build: {
    target: 'es2022',
    // font-src and img-src are 'self': nothing is inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstLoad() }] } } },
  },
  server: {
    // Host and Origin stay as the browser sent them: the API compares the two against forgery.
    proxy: { '/api': { target: api, changeOrigin: false } },
    fs: { allow: ['..'] },
  },
});
