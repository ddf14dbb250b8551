import { expect, test } from 'vitest';
import { countries } from './countries';

test('every country once, by its name, and nothing that is none', () => {
  const found = countries();
  const labels = found.map(({ label }) => label);
  expect(found).toContainEqual({ value: 'CZ', label: 'Czechia' });
  expect(new Set(labels).size).toBe(labels.length);
  expect(found.map(({ value }) => value)).not.toContain('EU');
  expect(found.length).toBeGreaterThan(200);
});
