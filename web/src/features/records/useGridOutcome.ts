/** The writes of a grid, and what is said of each: a notice with its undo, a refused text back in its editor. */
import type { Field, Row } from '@leadgen/client';
import { useCallback } from 'react';
import { agoExactly, count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { toast } from '@/ui/toast';
import { OPERATIONS } from '@/records/calls';
import { nameOf, type RecordFields } from '@/records/fields';
import { useText } from './text';
import type { GridFocus } from './useGrid';
import type { CellWrite } from './flight';
import { type GridWrites, type Outcome, type Told, useGridWrites } from './useGridWrites';
import { isPicked, toText } from '@/records/valueText';

interface GridOutcomeOptions {
  slug: string;
  fields: RecordFields;
  rows: readonly (Row | undefined)[];
  shown: readonly { field: Field }[];
  grid: GridFocus;
  /** Whoever gets another value in it goes to another group. */
  group: Field | undefined;
}

export function useGridOutcome({ slug, fields, rows, shown, grid, group }: GridOutcomeOptions) {
  const t = useText();
  const common = useCommon();
  const wordsOf = ({ row, field }: CellWrite) => ({
    field: field.label.toLocaleLowerCase(),
    label: field.label,
    name: nameOf(fields, row) ?? t('grid.nameless'),
  });

  /** What was refused stands in an editor again, or waits behind a press where another one is open. */
  const reopen = (write: CellWrite, sentence: string) => {
    const again = () => grid.setEditing({ id: write.row.id, key: write.field.key, draft: toText(write.after), refusal: sentence });
    if (grid.editing === null) return again();
    const { label, name } = wordsOf(write);
    return toast(t('edit.failed', { field: label, name, reason: sentence }), { tone: 'bad', action: { label: t('edit.again'), act: again } });
  };
  const goTo = ({ row, field }: CellWrite) => {
    const spot = { row: rows.findIndex((one) => one?.id === row.id), column: shown.findIndex((one) => one.field.key === field.key) };
    if (spot.row !== -1 && spot.column !== -1) grid.focus(spot);
  };
  const tellConflicts = ({ conflicts }: Outcome) => {
    const [first] = conflicts;
    if (first === undefined) return;
    const when = agoExactly(first.theirs.at);
    const words = { ...wordsOf(first.write), by: first.theirs.by, when, count: conflicts.length, number: count(conflicts.length) };
    toast(t(conflicts.length === 1 ? 'conflict.one' : 'conflict.many', words), { tone: 'bad', action: { label: t('conflict.look'), act: () => goTo(first.write) } });
  };
  const tellRefused = ({ refused, writes: all }: Outcome) => {
    const [first] = refused;
    if (first === undefined) return;
    if (all.length === 1) return reopen(first.write, first.sentence);
    const words = { ...wordsOf(first.write), count: refused.length, number: count(refused.length), reason: first.sentence };
    return toast(t('edit.someFailed', words), { tone: 'bad', action: { label: t('conflict.look'), act: () => goTo(first.write) } });
  };
  const tellWritten: Told = ({ operationId, cells, writes: all }, notes, undo) => {
    const [only] = all;
    if (operationId === null || only === undefined) return;
    const said = cells > 1 ? t('edit.cells', { count: cells, number: count(cells) }) : t(only.after === null ? 'edit.cleared' : 'edit.changed', wordsOf(only));
    toast([said, ...notes].join('. '), { action: { label: common('act.undo'), act: () => undo(operationId) } });
  };
  const writes: GridWrites = useGridWrites(slug, fields.kind, (outcome, notes, undo) => {
    if (outcome.operationId !== null && outcome.writes.some(({ field }) => field.key === group?.key)) {
      void refresh([OPERATIONS[fields.kind].list, OPERATIONS[fields.kind].facets]);
    }
    // A new tag is there for the next cell.
    if (outcome.writes.some(({ field }) => isPicked(field))) void refresh(['listTags', 'listLists']);
    tellWritten(outcome, notes, undo);
    tellConflicts(outcome);
    tellRefused(outcome);
  });
  const { write: send } = writes;
  const write = useCallback((cells: CellWrite[], notes: string[]) => send(cells, notes), [send]);
  return { writes, write };
}
