import { defineConfig } from '@hey-api/openapi-ts';

/** The client is generated from the server's own document; nothing in src/ is written by hand. */
export default defineConfig({
  input: './openapi.json',
  output: { path: './src', clean: true },
  plugins: [
    '@hey-api/typescript',
    '@hey-api/sdk',
    { name: '@hey-api/client-fetch', baseUrl: false },
    '@tanstack/react-query',
  ],
});
