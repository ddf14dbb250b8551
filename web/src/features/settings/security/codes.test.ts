import { expect, test } from 'vitest';
import { recoveryFile, spaced } from './codes';

test.each([
  ['JBSWY3DPEH', 'JBSW Y3DP EH'],
  ['', ''],
])('%s is read as "%s"', (secret, words) => expect(spaced(secret)).toBe(words));

test('a file of recovery codes says whose they are', () => {
  expect(recoveryFile('Codes', 'ada@example.com', ['a-b', 'c-d'])).toBe('Codes\nada@example.com\n\na-b\nc-d\n');
});
