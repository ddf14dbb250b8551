/** What the keyboard and the clipboard do in a grid: move, select, edit, fill, copy, paste, open. */
import type { Field, Row } from '@leadgen/client';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { count } from '@/lib/format';
import { toast } from '@/ui/toast';
import { readClipboard, toHtml, toTsv } from './clipboard';
import type { Head } from './groups/lines';
import { type Act, actOf, HEADER, isLetter, type Press } from './keyboard';
import { columnsOf, filledDown, filledRight } from './ranges';
import { useText } from './text';
import type { GridFocus } from './useGrid';
import type { GridCells } from './useGridCells';
import { isTyped } from '@/records/valueText';

interface GridKeys {
  grid: GridFocus;
  cells: GridCells;
  size: { rows: number; columns: number };
  /** The active line where it is no record, and what is done with it. */
  head: Head | undefined;
  onHead: (head: Head, line: number) => void;
  /** The active cell's record and field. */
  here: { row: Row; field: Field } | null;
  mayEditField: (field: Field) => boolean;
  onOpen: (id: string | undefined) => void;
  /** Picks the rows of the range. */
  onPick: () => void;
  /** Lets the picked rows go; false when there were none. */
  onUnpick: () => boolean;
  onUndo: () => void;
  /** A cell with something to decide takes the keyboard; false when it has nothing. */
  onDecide: () => boolean;
}

export function useGridKeys({ grid, cells, size, head, onHead, here, mayEditField, onOpen, onPick, onUnpick, onUndo, onDecide }: GridKeys) {
  const t = useText();
  const { active, box, range, editing, setEditing } = grid;
  const free = editing === null && active.row !== HEADER ? here : null;

  const edit = (row: Row, field: Field, draft?: string) => {
    if (!mayEditField(field)) toast(t('edit.readOnly', { label: field.label }));
    else setEditing({ id: row.id, key: field.key, ...(draft !== undefined && { draft }) });
  };
  const leave = () => {
    if (range !== null) grid.focus(active);
    else if (!onUnpick()) onOpen(undefined);
  };
  const acts: { readonly [A in Act]: () => void } = {
    edit: () => free !== null && !onDecide() && edit(free.row, free.field),
    open: () => free !== null && onOpen(free.row.id),
    back: leave,
    clear: () => cells.clear(box),
    fillDown: () => cells.fill(filledDown(box)),
    fillRight: () => cells.fill(filledRight(box)),
    undo: onUndo,
    selectAll: () => grid.choose({ top: 0, left: 0, bottom: size.rows - 1, right: size.columns - 1 }),
    selectColumn: () => grid.choose({ top: 0, left: box.left, bottom: size.rows - 1, right: box.right }),
    pickRow: onPick,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null || !isCell(event.target) || event.altKey || event.nativeEvent.isComposing) return;
    const press: Press = { key: event.key, command: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    if (head !== undefined && !press.command && !press.shift && turns(head, event.key)) {
      onHead(head, grid.active.row);
      return event.preventDefault();
    }
    if (grid.move(event.key, { jump: press.command, extend: press.shift })) return event.preventDefault();
    const act = actOf(press);
    if (act !== null && (free !== null || act === 'undo' || act === 'back')) acts[act]();
    // A letter begins to replace the value, as in any spreadsheet.
    else if (act === null && free !== null && isLetter(press) && mayEditField(free.field)) edit(free.row, free.field, isTyped(free.field) ? event.key : undefined);
    else return undefined;
    return event.preventDefault();
  };
  const copy = (event: ClipboardEvent): boolean => {
    if (free === null || !isCell(event.target)) return false;
    const { block, away } = cells.block(box);
    event.clipboardData.setData('text/plain', toTsv(block));
    event.clipboardData.setData('text/html', toHtml(block));
    event.preventDefault();
    const what = { rows: count(block.length), columns: count(columnsOf(box)), label: free.field.label };
    const said = t(range === null ? 'edit.copied' : 'grid.copied', what);
    toast(away === 0 ? said : `${said}. ${t('grid.notCopied', { count: away, number: count(away) })}`);
    return true;
  };
  const onPaste = (event: ClipboardEvent) => {
    if (free === null || !isCell(event.target)) return;
    event.preventDefault();
    const block = readClipboard(event.clipboardData);
    if (range === null && block.length === 1 && block[0]?.length === 1 && !mayEditField(free.field)) {
      toast(t('edit.readOnly', { label: free.field.label }));
      return;
    }
    grid.choose(cells.paste(block, box));
  };
  const onCut = (event: ClipboardEvent) => {
    if (copy(event)) cells.clear(box);
  };
  return { onKeyDown, onCopy: (event: ClipboardEvent) => void copy(event), onCut, onPaste };
}

/** Whether a key opens or closes the group, or has more of it come. */
function turns({ kind, isOpen }: Head, key: string): boolean {
  if (key === 'Enter' || key === ' ') return true;
  return kind === 'head' && key === (isOpen ? 'ArrowLeft' : 'ArrowRight');
}

/** Whether it is a cell itself, not a control in it. */
function isCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['spot'] !== undefined;
}
