/** Editing lines like a spreadsheet: one active cell, moved, edited, emptied and pasted into by key. */
import type { ImportLine } from '@leadgen/client';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
import { badIn, moved, nextBad, pasted, type Spot } from './keys';
import type { LineColumn } from './lineColumns';
import type { CellFix } from './useLines';

/** The cell that is edited, and the letter that began it. */
export interface Editing extends Spot {
  typed?: string;
}

export type Then = 'stay' | 'down' | 'left' | 'right';

interface LineKeysOptions {
  box: RefObject<HTMLElement | null>;
  lines: readonly ImportLine[];
  columns: readonly LineColumn[];
  fix: (fixes: readonly CellFix[]) => void;
  /** Brings a row that is not drawn into the page. */
  show: (row: number) => void;
}

export function useLineKeys({ box, lines, columns, fix, show }: LineKeysOptions) {
  const [chosen, setChosen] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const wanted = useRef(false);
  const isThere = chosen !== null && chosen.row < lines.length;
  const active = isThere ? chosen : { row: 0, column: badIn(lines[0], columns) ?? 0 };
  useEffect(() => {
    if (!wanted.current || editing !== null) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-spot="${active.row}:${active.column}"]`);
    if (cell === null || cell === undefined) return; // not drawn yet: the next render finds it
    wanted.current = false;
    cell.focus({ preventScroll: true });
    // Unlike focus alone this minds the columns that stay in place.
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const go = (spot: Spot) => {
    wanted.current = true;
    setChosen(spot);
    show(spot.row);
  };
  /** To the cell that is wrong with a line. */
  const lead = (row: number) => {
    const column = badIn(lines[row], columns);
    if (column !== null) go({ row, column });
  };
  const edit = (spot: Spot, typed?: string) => {
    setChosen(spot);
    setEditing({ ...spot, ...(typed !== undefined && { typed }) });
  };
  const fixAt = ({ row, column }: Spot, text: string): CellFix[] => {
    const [line, place] = [lines[row], columns[column]];
    return line === undefined || place === undefined ? [] : [{ line, column: place.index, text }];
  };
  const save = (text: string, then: Then) => {
    if (editing === null) return;
    fix(fixAt(editing, text.trim()));
    setEditing(null);
    if (then === 'down') go(nextBad(editing, lines, columns));
    else if (then === 'left') go({ row: editing.row, column: Math.max(0, editing.column - 1) });
    else if (then === 'right') go({ row: editing.row, column: Math.min(columns.length - 1, editing.column + 1) });
  };
  const cancel = () => {
    setEditing(null);
    go(active);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null || event.altKey || !isSpot(event.target)) return;
    const command = event.ctrlKey || event.metaKey;
    const to = moved(active, event.key, command, { rows: lines.length, columns: columns.length });
    if (to !== null) go(to);
    else if (command) return;
    else if (event.key === 'Enter' || event.key === 'F2') edit(active);
    else if (event.key === 'Delete' || event.key === 'Backspace') fix(fixAt(active, ''));
    else if (event.key.length === 1) edit(active, event.key);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== null || !isSpot(event.target)) return;
    event.preventDefault();
    const block = pasted(event.clipboardData.getData('text/plain'));
    fix(block.flatMap((cells, row) => cells.flatMap((text, column) => fixAt({ row: active.row + row, column: active.column + column }, text))));
  };
  return { active, editing, edit, lead, choose: setChosen, save, cancel, onKeyDown, onPaste };
}

export type LineKeys = ReturnType<typeof useLineKeys>;

function isSpot(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['spot'] !== undefined;
}
