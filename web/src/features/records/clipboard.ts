/** Tables on the clipboard, as spreadsheets write and read them: tab-separated text, and a table of HTML. */

/** Cells as text, row by row; rows may differ in length. */
export type Block = readonly (readonly string[])[];

const MUST_QUOTE = /[\t\n\r"]/;

/** Text that a spreadsheet pastes into the same cells: quoted where a cell holds a tab, a quote or a line break. */
export function toTsv(block: Block): string {
  return block.map((row) => row.map(quoted).join('\t')).join('\n');
}

function quoted(cell: string): string {
  return MUST_QUOTE.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The same as a table; text stays text, so that no spreadsheet makes a number of a phone. */
export function toHtml(block: Block): string {
  const rows = block.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`);
  return `<meta charset="utf-8"><table><tbody>${rows.join('')}</tbody></table>`;
}

function cellOf(cell: string): string {
  const inert = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return `<td style="mso-number-format:'\\@';white-space:pre-wrap">${inert.replaceAll(/\r\n?|\n/g, '<br>')}</td>`;
}

/** Reads tab-separated text. A quote opens a cell only at its beginning and only if it is closed again. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const found = quotedAt(text, at) ?? plainAt(text, at);
    rows.at(-1)?.push(found.cell);
    at = found.end;
    if (text[at] === '\t') at += 1;
    else if (at >= text.length) break;
    else {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      if (at >= text.length) break; // the last line ends with a line break, and no row follows
      rows.push([]);
    }
  }
  return rows;
}

interface Read {
  cell: string;
  /** Where its separator stands. */
  end: number;
}

function plainAt(text: string, from: number): Read {
  const ends = /[\t\r\n]/g;
  ends.lastIndex = from;
  const end = ends.exec(text)?.index ?? text.length;
  return { cell: text.slice(from, end), end };
}

const QUOTED = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;

function quotedAt(text: string, from: number): Read | null {
  QUOTED.lastIndex = from;
  const match = QUOTED.exec(text);
  if (match === null) return null;
  return { cell: (match[1] ?? '').replaceAll('""', '"').replaceAll('\r\n', '\n'), end: QUOTED.lastIndex };
}

/** What was copied, as cells: the table where there is one, since only it tells a quote from a quoted cell. */
export function readClipboard(data: Pick<DataTransfer, 'getData'>): string[][] {
  return fromHtml(data.getData('text/html')) ?? fromTsv(data.getData('text/plain'));
}

/** The first table of a copied page; null where there is none. Nothing in it is run or fetched. */
function fromHtml(html: string): string[][] | null {
  if (!/<table/i.test(html)) return null;
  // The page's rules forbid styles of others, also where nothing is shown; what they say of spaces is still read.
  const unstyled = html.replaceAll(/<style[\s\S]*?<\/style>/gi, '').replaceAll(/<[^>]*>/g, (tag) => tag.replaceAll(/\sstyle\s*=/gi, ' data-style='));
  const table = new DOMParser().parseFromString(unstyled, 'text/html').querySelector('table');
  if (table === null || table.rows.length === 0) return null;
  return laidOut([...table.rows].map((row) => [...row.cells]));
}

/** Cells at their columns: one that reaches over several leaves the others empty. */
function laidOut(rows: readonly (readonly HTMLTableCellElement[])[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  rows.forEach((cells, at) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[at]?.[column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let aside = 0; aside < cell.colSpan; aside += 1) {
          const row = grid[at + down];
          if (row !== undefined) row[column + aside] = down === 0 && aside === 0 ? textOf(cell) : '';
        }
      }
    }
  });
  const width = Math.max(...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''));
}

/** A cell's text: its line breaks are elements, other breaks only wrap the source. */
function textOf(cell: Element): string {
  const keeps = /white-space:\s*pre/i.test(cell.getAttribute('data-style') ?? '');
  const parts = [...cell.childNodes].map((node) => partOf(node, keeps)).join('');
  return parts.replaceAll('\u00A0', ' ').replaceAll(/ *\n */g, '\n').trim();
}

function partOf(node: Node, keeps: boolean): string {
  if (node.nodeName === 'BR') return '\n';
  if (node.nodeType === Node.TEXT_NODE) return keeps ? (node.textContent ?? '') : (node.textContent ?? '').replaceAll(/\s+/g, ' ');
  if (/^(STYLE|SCRIPT)$/.test(node.nodeName)) return '';
  const inner = [...node.childNodes].map((child) => partOf(child, keeps)).join('');
  return /^(P|DIV|LI)$/.test(node.nodeName) ? `${inner}\n` : inner;
}
