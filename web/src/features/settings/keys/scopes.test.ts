import type { Scope } from '@leadgen/client';
import { expect, test } from 'vitest';
import { choicesOf, curlOf, reachOf, scopesOf } from './scopes';

const ALL: readonly Scope[] = ['records:read', 'records:write', 'imports:read', 'imports:write', 'audit:read'];

test('the choices follow from the scopes of the server', () => {
  expect(choicesOf(ALL)).toEqual([
    { subject: 'records', reaches: ['read', 'write'] },
    { subject: 'imports', reaches: ['read', 'write'] },
    { subject: 'audit', reaches: ['read'] },
  ]);
});

test('to change something is also to read it', () => {
  expect(scopesOf({ records: 'write', imports: 'read', audit: 'none' }, ALL)).toEqual(['records:read', 'records:write', 'imports:read']);
});

test('what is not offered is never asked for', () => {
  expect(scopesOf({ webhooks: 'write' }, ALL)).toEqual([]);
});

test('a key in words', () => {
  expect(reachOf(['imports:write', 'imports:read', 'records:read'])).toEqual([
    { subject: 'records', reach: 'read' },
    { subject: 'imports', reach: 'write' },
  ]);
});

test('the first call is one that the key may make', () => {
  expect(curlOf('https://crm.example', 'acme', 'k', ['imports:read'])).toBe(
    'curl -H "Authorization: Bearer k" \\\n  "https://crm.example/api/v1/workspaces/acme/imports"',
  );
  expect(curlOf('https://crm.example', 'acme', 'k', ['imports:write'])).toBeNull();
});
