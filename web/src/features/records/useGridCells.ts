/** What is done with a range of cells: copied as text, pasted over, filled, cleared. */
import type { Field, Row, Value } from '@leadgen/client';
import { count } from '@/lib/format';
import { usePeople } from '@/lib/members';
import { toast } from '@/ui/toast';
import { fromCellText, toCellText } from './cellText';
import type { Block } from './clipboard';
import type { Spot } from './keyboard';
import { MOST_CELLS, MOST_ROWS, pasted } from './pasting';
import { useLists } from '@/records/useLists';
import { lineOfRecord, recordsBefore, type Heads } from './groups/lines';
import { type Box, type Copy, spotsOf } from './ranges';
import { useText } from './text';
import type { CellWrite } from './flight';
import { toText } from '@/records/valueText';

interface GridCellsOptions {
  rows: readonly (Row | undefined)[];
  /** The lines that are no records. */
  heads: Heads;
  shown: readonly { field: Field }[];
  mayEditField: (field: Field) => boolean;
  /** Notes say what was left out. */
  write: (writes: CellWrite[], notes: string[]) => void;
}

export interface GridCells {
  /** The range as text, and how many of its rows are not in memory and therefore missing. */
  block: (box: Box) => { block: Block; away: number };
  paste: (block: Block, over: Box) => Box;
  fill: (copies: readonly Copy[]) => void;
  clear: (box: Box) => void;
  /** `seen` is what stood there when the edit began. */
  save: (row: Row, field: Field, seen: Value | null, after: Value | null) => void;
}

interface Wish {
  spot: Spot;
  value: (field: Field) => Value | null;
}

export function useGridCells({ rows, heads, shown, mayEditField, write }: GridCellsOptions): GridCells {
  const t = useText();
  const people = usePeople();
  const lists = useLists();
  const names = { people, lists };

  /** Writes what can be written; what is read only or not in memory is told. */
  const act = (wishes: readonly Wish[], notes: string[] = []) => {
    const writes: CellWrite[] = [];
    let readOnly = 0;
    let away = 0;
    for (const { spot, value } of wishes) {
      if (heads.has(spot.row)) continue;
      const row = rows[spot.row];
      const field = shown[spot.column]?.field;
      if (row === undefined || field === undefined) away += 1;
      else if (!mayEditField(field)) readOnly += 1;
      else writes.push({ row, field, seen: row.values[field.key] ?? null, after: value(field) });
    }
    const changed = writes.filter(({ seen, after }) => toText(seen) !== toText(after));
    const most = atOnce(changed);
    const told = [
      ...notes,
      ...(most < changed.length ? [t('grid.cellsAtOnce', { count: changed.length - most, number: count(changed.length - most) })] : []),
      ...(readOnly > 0 ? [t('grid.readOnly', { count: readOnly, number: count(readOnly) })] : []),
      ...(away > 0 ? [t('grid.away', { count: away, number: count(away) })] : []),
    ];
    if (changed.length > 0) write(changed.slice(0, most), told);
    else if (told.length > 0) toast(told.join(' '));
  };
  const valueAt = ({ row, column }: Spot) => {
    const field = shown[column]?.field;
    return field === undefined ? null : (rows[row]?.values[field.key] ?? null);
  };
  const recordsIn = (box: Box) => recordsBefore(heads, box.bottom + 1) - recordsBefore(heads, box.top);
  /** A block goes to records only, whatever lines stand between them. */
  const placed = (block: Block, over: Box) => {
    const top = recordsBefore(heads, over.top);
    const dense = { ...over, top, bottom: top + Math.max(recordsIn(over), 1) - 1 };
    const { cells, box, missing } = pasted(block, dense, { rows: recordsBefore(heads, rows.length), columns: shown.length });
    const line = (place: number) => lineOfRecord(heads, place);
    return {
      cells: cells.map(({ spot, text }) => ({ spot: { ...spot, row: line(spot.row) }, text })),
      box: { ...box, top: line(box.top), bottom: line(box.bottom) },
      missing,
    };
  };
  return {
    save: (row, field, seen, after) => {
      if (toText(seen) !== toText(after)) write([{ row, field, seen, after }], []);
    },
    block: (box) => {
      const held = rows.slice(box.top, box.bottom + 1).filter((row) => row !== undefined);
      const fields = shown.slice(box.left, box.right + 1).map(({ field }) => field);
      const block = held.map((row) => fields.map((field) => toCellText(field, row.values[field.key], names)));
      return { block, away: recordsIn(box) - held.length };
    },
    paste: (block, over) => {
      const { cells, box, missing } = placed(block, over);
      const notes = [
        ...(missing.rows > 0 ? [t('grid.rowsMissing', { count: missing.rows, number: count(missing.rows) })] : []),
        ...(missing.columns > 0 ? [t('grid.columnsMissing', { count: missing.columns, number: count(missing.columns) })] : []),
      ];
      act(cells.map(({ spot, text }) => ({ spot, value: (field) => fromCellText(field, text, names) })), notes);
      return box;
    },
    fill: (copies) => {
      const known = copies.filter(({ from }) => rows[from.row] !== undefined);
      const away = copies.filter(({ from, to }) => rows[from.row] === undefined && !heads.has(from.row) && !heads.has(to.row)).length;
      // A value of another column is read as its text would be, in this one.
      act(
        known.map(({ from, to }) => ({
          spot: to,
          value: (field) => {
            const source = shown[from.column]?.field;
            const value = valueAt(from);
            return source === undefined || source.key === field.key ? value : fromCellText(field, toCellText(source, value, names), names);
          },
        })),
        away > 0 ? [t('grid.away', { count: away, number: count(away) })] : [],
      );
    },
    clear: (box) => act([...spotsOf(box)].map((spot) => ({ spot, value: () => null }))),
  };
}

/** How many of these the server takes as one operation. */
function atOnce(writes: readonly CellWrite[]): number {
  const records = new Set<string>();
  const beyond = writes.findIndex(({ row }, at) => at >= MOST_CELLS || records.add(row.id).size > MOST_ROWS);
  return beyond === -1 ? writes.length : beyond;
}
