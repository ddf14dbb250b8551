import { describe, expect, it } from 'vitest';
import { decode, peek, rowsOf } from './peek';

const bytes = (...codes: number[]) => new Uint8Array(codes);

describe('the first lines of a file', () => {
  it.each([
    ['commas', 'Name,E-mail\r\nAda,ada@example.com\r\n'],
    ['semicolons', 'Name;E-mail\nAda;ada@example.com'],
    ['tabs, as a spreadsheet copies them', 'Name\tE-mail\nAda\tada@example.com\n'],
    ['vertical bars', 'Name|E-mail\nAda|ada@example.com'],
  ])('are split at %s', (_, text) => {
    expect(rowsOf(text)).toEqual([['Name', 'E-mail'], ['Ada', 'ada@example.com']]);
  });

  it('keep a separator, a line end and a quote inside quotes', () => {
    expect(rowsOf('Name,Note\n"Loveland, Ada","two\nlines, ""said"" she"\n')).toEqual([
      ['Name', 'Note'],
      ['Loveland, Ada', 'two\nlines, "said" she'],
    ]);
  });

  it('are split by what most of them share, whatever stands above', () => {
    expect(rowsOf('Notes: one, two, three\n\na;b\nc;d\ne;f').at(-1)).toEqual(['e', 'f']);
  });

  it('are whole lines where nothing separates them', () => {
    expect(rowsOf('ada@example.com\nbob@example.com')).toEqual([['ada@example.com'], ['bob@example.com']]);
  });

  it('say that letters may be wrong where the bytes are not UTF-8', () => {
    expect(decode(bytes(0x4b, 0x6f, 0xf8))).toEqual({ text: 'Koø', unsure: true });
    expect(decode(bytes(0x4b, 0x6f, 0xc5, 0x99))).toEqual({ text: 'Koř', unsure: false });
    expect(decode(bytes(0xff, 0xfe, 0x41, 0x00))).toEqual({ text: 'A', unsure: false });
  });

  it('are not shown of a workbook or of a card file', async () => {
    expect(await peek(new Blob([bytes(0x50, 0x4b, 3, 4, 0, 0)]))).toBeNull();
    expect(await peek(new Blob(['BEGIN:VCARD\r\nVERSION:3.0\r\n']))).toBeNull();
    expect(await peek(new Blob(['\r\n\r\n']))).toBeNull();
  });

  it('of a file that goes on leave out the line that is cut off', async () => {
    const line = `${'x'.repeat(40_000)},y\n`;
    const looked = await peek(new Blob([line.repeat(8)]));
    expect(looked?.rows.map(({ length }) => length)).toEqual([2, 2, 2]);
  });
});
