/** Character sets that a file can be said to have, by their names in Python and by the names people meet. */
export const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16': 'UTF-16',
  'utf-16-le': 'UTF-16, little-endian',
  'utf-16-be': 'UTF-16, big-endian',
  'utf-32': 'UTF-32',
  cp1252: 'Windows-1252, Western',
  cp1250: 'Windows-1250, Central European',
  cp1251: 'Windows-1251, Cyrillic',
  cp1253: 'Windows-1253, Greek',
  cp1254: 'Windows-1254, Turkish',
  cp1255: 'Windows-1255, Hebrew',
  cp1256: 'Windows-1256, Arabic',
  cp1257: 'Windows-1257, Baltic',
  cp1258: 'Windows-1258, Vietnamese',
  'iso8859-1': 'ISO 8859-1, Western',
  'iso8859-2': 'ISO 8859-2, Central European',
  'iso8859-5': 'ISO 8859-5, Cyrillic',
  'iso8859-7': 'ISO 8859-7, Greek',
  'iso8859-9': 'ISO 8859-9, Turkish',
  'iso8859-15': 'ISO 8859-15, Western',
  'mac-roman': 'Old Mac, Western',
  'mac-latin2': 'Old Mac, Central European',
  'mac-cyrillic': 'Old Mac, Cyrillic',
  'koi8-r': 'KOI8-R, Russian',
  'koi8-u': 'KOI8-U, Ukrainian',
  cp850: 'DOS 850, Western',
  cp852: 'DOS 852, Central European',
  cp437: 'DOS 437, Western',
  cp866: 'DOS 866, Cyrillic',
  cp932: 'Shift-JIS, Japanese',
  euc_jp: 'EUC-JP, Japanese',
  gb18030: 'GB 18030, Chinese',
  big5hkscs: 'Big5, Chinese',
  cp949: 'EUC-KR, Korean',
};

/** What people call it; a name that is not on the list stays as it is. */
export function encodingName(encoding: string): string {
  return ENCODINGS[encoding] ?? encoding;
}
