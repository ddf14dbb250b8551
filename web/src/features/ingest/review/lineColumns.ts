import type { Import, ImportLine, LineVerdict } from '@leadgen/client';
import { count } from '@/lib/format';
import { useHeader } from '../columns/ColumnRow';
import { useFields } from '../columns/useFields';

export interface LineColumn {
  index: number;
  /** What the file calls it. */
  header: string;
  /** What the workspace calls it. */
  label: string;
  /** What the column of this field takes elsewhere, in pixels. */
  width: number;
}

const DEFAULT_WIDTH = 160;

/** The columns that are imported or say who opts out, in the order of the file. */
export function useLineColumns(slug: string, imported: Import): readonly LineColumn[] {
  const fields = useFields(slug);
  const nameOf = useHeader();
  return imported.columns
    .filter(({ field, opt_out: optsOut }) => field !== null || optsOut)
    .map((column) => {
      const header = nameOf(column);
      const field = fields.find(({ key }) => key === column.field);
      return { index: column.index, header, label: field?.label ?? header, width: field?.width ?? DEFAULT_WIDTH };
    });
}

/** What the last column tells, if a verdict has anything to tell beyond the cells. */
export type LastColumn = 'wrong' | 'record' | 'meets' | null;

/** What is wrong takes more where there is room; where there is none, every cell is to be seen beside it. */
const LAST_PX = { wrong: [210, 240], record: [96, 96], meets: [180, 240] } as const;

/** Narrower than in the table of records: seeing every column matters more here than every letter. */
function narrowest({ width, label }: LineColumn): number {
  return Math.round(Math.min(128, Math.max(94, width * 0.55, label.length * 7.4 + 24)));
}

/** Room for the longest number there is. */
function numberWidth(lines: number): number {
  return Math.max(64, 28 + count(lines).length * 8);
}

/** Tracks of the grid: line number, columns, and the last one; and the least that they take. */
export function tracks(columns: readonly LineColumn[], last: LastColumn, lines: number): { template: string; least: number } {
  const numbers = numberWidth(lines);
  const [least, most] = last === null ? [0, 0] : LAST_PX[last];
  const widths = columns.map((column) => `minmax(${narrowest(column)}px, ${column.width}fr)`);
  return {
    template: [`${numbers}px`, ...widths, ...(last === null ? [] : [`minmax(${least}px, ${most}px)`])].join(' '),
    least: columns.reduce((sum, column) => sum + narrowest(column), numbers + least),
  };
}

export function lastColumnOf(verdict: LineVerdict, lines: readonly ImportLine[]): LastColumn {
  if (verdict === 'rejected') return 'wrong';
  if (verdict === 'ambiguous') return ambiguousColumn(lines);
  // What is in the trash cannot be opened.
  return verdict === 'create' || verdict === 'trash' ? null : 'record';
}

function ambiguousColumn(lines: readonly ImportLine[]): LastColumn {
  if (lines.some(({ meets }) => meets.length > 0)) return 'meets';
  return lines.some(({ problems }) => problems.length > 0) ? 'wrong' : null;
}
