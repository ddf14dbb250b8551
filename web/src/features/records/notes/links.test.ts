import { expect, test } from 'vitest';
import { pieces } from './links';

const links = (text: string) => pieces(text).flatMap(({ href }) => (href === null ? [] : [href]));

test('a web address becomes a link without the end of its sentence', () => {
  expect(pieces('See https://example.com/a?b=1. Then call.')).toEqual([
    { text: 'See ', href: null },
    { text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1' },
    { text: '. Then call.', href: null },
  ]);
});

test('nothing that could run is a link', () => {
  const hostile = 'javascript:alert(1) data:text/html,x <a href="javascript:x"> vbscript:x file:///etc/passwd //evil.example';
  expect(links(hostile)).toEqual([]);
  expect(pieces(hostile).map(({ text }) => text).join('')).toBe(hostile);
});

test('a text comes out as it went in', () => {
  for (const text of ['', 'plain', 'http://', 'https://[', 'a https://x.example/(b) c https://y.example'])
    expect(pieces(text).map((piece) => piece.text).join('')).toBe(text);
});
