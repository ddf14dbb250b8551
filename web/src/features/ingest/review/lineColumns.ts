import type { Import, LineVerdict } from '@leadgen/client';
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
export type LastColumn = 'wrong' | 'record' | null;

/** Narrower than in the table of records: seeing every column matters more here than every letter. */
function narrowest(width: number): number {
  return Math.round(Math.min(128, Math.max(88, width * 0.55)));
}

/** Tracks of the grid: line number, columns, and the last one. */
export function tracks(columns: readonly LineColumn[], last: LastColumn): string {
  const widths = columns.map(({ width }) => `minmax(${narrowest(width)}px, ${width}fr)`);
  const end = last === null ? [] : [last === 'wrong' ? '300px' : '96px'];
  return ['72px', ...widths, ...end].join(' ');
}

export function lastColumnOf(verdict: LineVerdict): LastColumn {
  if (verdict === 'rejected' || verdict === 'ambiguous') return 'wrong';
  // What is in the trash cannot be opened.
  return verdict === 'create' || verdict === 'trash' ? null : 'record';
}
