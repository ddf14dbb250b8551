import { describe, expect, test } from 'vitest';
import { fromTsv, toHtml, toTsv } from './clipboard';
import { pasted } from './pasting';

describe('what spreadsheets copy as text', () => {
  test.each([
    ['one cell', 'Ada', [['Ada']]],
    ['a row, with the line end of Excel', 'Ada\tBrno\r\n', [['Ada', 'Brno']]],
    ['rows of Google Sheets', 'a\tb\nc\td', [['a', 'b'], ['c', 'd']]],
    ['an empty last cell', 'a\t\nb\t', [['a', ''], ['b', '']]],
    ['an empty line between', 'a\n\nb', [['a'], [''], ['b']]],
    ['a line break in a cell', '"one\r\ntwo"\tx\r\n', [['one\ntwo', 'x']]],
    ['a tab and quotes in a cell', '"a\tb"\t"say ""hi"""', [['a\tb', 'say "hi"']]],
    ['inches, which open nothing', '5" pipe\t"open', [['5" pipe', '"open']]],
    ['a quoted word within a sentence', '"so" he said\tx', [['"so" he said', 'x']]],
    ['nothing', '', [['']]],
  ] as const)('%s', (_, text, rows) => {
    expect(fromTsv(text)).toEqual(rows);
  });

  test('whatever a cell holds, it comes back as it was', () => {
    const odd = ['plain', '', 'tab\there', 'two\nlines', '"quoted"', '5"', 'a "b" c', ' spaces ', '=1+1', '\n'];
    const block = [odd, odd.toReversed()];
    expect(fromTsv(toTsv(block))).toEqual(block);
  });

  test('a long unclosed quote is read in no time', () => {
    const long = `"${'x'.repeat(200_000)}`;
    expect(fromTsv(`${long}\n${long}`)).toHaveLength(2);
  });
});

test('a table of HTML holds no markup of its cells, and their line breaks', () => {
  const html = toHtml([['<img src=x onerror=alert(1)>', 'a & "b"\nc']]);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).toContain('a &amp; &quot;b&quot;<br>c');
});

describe('where a block goes', () => {
  const size = { rows: 10, columns: 4 };
  const one = { top: 2, bottom: 2, left: 1, right: 1 };
  test('from the active cell to the right and down', () => {
    const { cells, box, missing } = pasted([['a', 'b'], ['c', 'd']], one, size);
    expect(cells.map(({ spot, text }) => [spot.row, spot.column, text])).toEqual([[2, 1, 'a'], [2, 2, 'b'], [3, 1, 'c'], [3, 2, 'd']]);
    expect(box).toEqual({ top: 2, bottom: 3, left: 1, right: 2 });
    expect(missing).toEqual({ rows: 0, columns: 0 });
  });
  test('what has no place is counted', () => {
    const block = Array.from({ length: 12 }, () => ['a', 'b', 'c', 'd', 'e']);
    expect(pasted(block, one, size).missing).toEqual({ rows: 4, columns: 2 });
  });
  test('one value fills a range', () => {
    const { cells } = pasted([['x']], { top: 0, bottom: 2, left: 0, right: 1 }, size);
    expect(cells.map(({ text }) => text)).toEqual(Array.from({ length: 6 }, () => 'x'));
  });
  test('a range twice as high takes the block twice, another size once', () => {
    const texts = (bottom: number) => pasted([['a'], ['b']], { top: 0, bottom, left: 0, right: 0 }, size).cells.map(({ text }) => text).join('');
    expect(texts(3)).toBe('abab');
    expect(texts(2)).toBe('ab');
  });
  test('a short row empties the cells it lacks', () => {
    expect(pasted([['a', 'b'], ['c']], one, size).cells.at(-1)?.text).toBe('');
  });
});
