/**
 * How the letters of a file would look in another character set.
 *
 * The server read its first lines in one of them; where that one gives each byte a letter, the bytes are known again.
 */

/** What browsers call the character sets that they can read. */
const LABELS: Readonly<Record<string, string>> = {
  'mac-roman': 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  cp866: 'ibm866',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp950: 'big5',
  big5hkscs: 'big5',
  euc_jp: 'euc-jp',
};

const MOST_WORDS = 3;
const MOST_CHARS = 24;

/** Words with letters beyond English, as they were read: by them a person sees whether a character set is right. */
export function tellingWords(rows: readonly (readonly string[])[]): readonly string[] {
  const words = rows.flatMap((row) => row.flatMap((cell) => cell.match(/\S*[^\0-\x7f]\S*/gu) ?? []));
  return [...new Set(words.filter(({ length }) => length <= MOST_CHARS))].slice(0, MOST_WORDS);
}

/** The same bytes, read otherwise; null where this browser cannot tell. */
export function readAs(text: string, from: string, to: string): string | null {
  if (from === to) return text;
  const letters = alphabet(from);
  const decoder = decoderOf(to);
  if (letters === null || decoder === null) return null;
  const bytes = Array.from(text, (letter) => letters.get(letter));
  if (!bytes.every((byte) => byte !== undefined)) return null;
  return decoder.decode(new Uint8Array(bytes));
}

/** Each letter's byte, where a letter is one byte. */
function alphabet(encoding: string): ReadonlyMap<string, number> | null {
  const decoder = decoderOf(encoding);
  if (decoder === null) return null;
  const all = Array.from(decoder.decode(new Uint8Array(256).map((_, byte) => byte)));
  if (all.length !== 256) return null;
  return new Map(all.map((letter, byte) => [letter, byte]));
}

function decoderOf(encoding: string): TextDecoder | null {
  const label = LABELS[encoding] ?? encoding.replace(/^cp(?=125\d$|874$)/, 'windows-').replace(/^iso8859-/, 'iso-8859-');
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
