/**
 * The first lines of a file, read in the browser while the rest of it goes up.
 *
 * A look and no more: how the file is really read is for the server to find out, and its own preview follows.
 */
export interface Peek {
  rows: readonly (readonly string[])[];
  /** The bytes are not UTF-8: letters outside English may look wrong here. */
  unsure: boolean;
}

const BYTES = 128 * 1024;
const ROWS = 20;
const COLUMNS = 100;
const CELL_CHARS = 300;
const DELIMITERS = ['\t', ';', ',', '|'] as const;

/** Null where there is nothing honest to show: a workbook, a card file, an empty one. */
export async function peek(file: Blob): Promise<Peek | null> {
  const bytes = new Uint8Array(await file.slice(0, BYTES).arrayBuffer());
  const decoded = decode(bytes);
  if (decoded === null || /^\s*BEGIN:VCARD/i.test(decoded.text)) return null;
  const whole = file.size <= BYTES;
  const rows = rowsOf(whole ? decoded.text : withoutLastLine(decoded.text));
  const short = rows.map((row) => row.slice(0, COLUMNS).map((cell) => cell.slice(0, CELL_CHARS)));
  return rows.length === 0 ? null : { rows: short, unsure: decoded.unsure };
}

interface Decoded {
  text: string;
  unsure: boolean;
}

/** By its mark, else as UTF-8, else as Western letters; null where the bytes are no text. */
export function decode(bytes: Uint8Array): Decoded | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), unsure: false };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), unsure: false };
  if (bytes.includes(0)) return null;
  try {
    // Streaming: a letter cut in two at the end is no error.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }), unsure: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder('windows-1252').decode(bytes), unsure: true };
  }
}

/** The last line of a piece may be cut off, so it is not shown, unless it is the only one. */
function withoutLastLine(text: string): string {
  const end = text.lastIndexOf('\n');
  return end <= 0 ? text : text.slice(0, end);
}

/** The first rows that hold anything, split by the separator that fits the most of them. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const readings = DELIMITERS.map((delimiter) => split(text, delimiter));
  return readings.reduce((best, rows) => (fit(rows) > fit(best) ? rows : best), split(text, null));
}

/** How many rows have the width that most of them have, if that is more than one cell. */
function fit(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const { length } of rows) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
  return Math.max(0, ...widths.values());
}

/** Cells by RFC 4180: quotes may hold separators, line ends and, doubled, themselves. */
function split(text: string, delimiter: string | null): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.some((one) => one.trim() !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length && rows.length < ROWS; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[(at += 1)] ?? '';
      else quoted = false;
    } else if (letter === '"' && cell === '' && delimiter !== null) quoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  if (rows.length < ROWS) endRow();
  return rows;
}
