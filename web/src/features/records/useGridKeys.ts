/** What the keyboard and the clipboard do in a grid: move, edit, clear, copy, paste, open. */
import type { Field, Row, Value } from '@leadgen/client';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { toast } from '@/ui/toast';
import { HEADER } from './keyboard';
import { useText } from './text';
import type { GridFocus } from './useGrid';
import { fromText, isTyped, toText } from './valueText';

interface GridKeys {
  grid: GridFocus;
  /** The active cell's record and field. */
  here: { row: Row; field: Field } | null;
  mayEditField: (field: Field) => boolean;
  save: (row: Row, field: Field, value: Value | null) => void;
  onOpen: (id: string | undefined) => void;
}

export function useGridKeys({ grid, here, mayEditField, save, onOpen }: GridKeys) {
  const t = useText();
  const { active, editing, setEditing } = grid;
  const free = editing === null && active.row !== HEADER ? here : null;

  const edit = (row: Row, field: Field, draft?: string) => {
    if (!mayEditField(field)) toast(t('edit.readOnly', { label: field.label }));
    else setEditing({ id: row.id, key: field.key, ...(draft !== undefined && { draft }) });
  };
  const act = (key: string, row: Row, field: Field): boolean => {
    if (key === 'Enter' || key === 'F2') edit(row, field);
    else if (key === ' ') onOpen(row.id);
    else if (key === 'Escape') onOpen(undefined);
    else if ((key === 'Delete' || key === 'Backspace') && mayEditField(field)) save(row, field, null);
    else return false;
    return true;
  };
  /** A letter begins to replace the value, as in any spreadsheet. */
  const type = (key: string, row: Row, field: Field): boolean => {
    if (key.length !== 1 || !mayEditField(field)) return false;
    edit(row, field, isTyped(field) ? key : undefined);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ours = event.target instanceof HTMLElement && event.target.dataset['spot'] !== undefined;
    if (editing !== null || !ours || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const handled =
      grid.move(event.key, command) ||
      (free !== null && !command && (act(event.key, free.row, free.field) || type(event.key, free.row, free.field)));
    if (handled) event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (free === null || !document.getSelection()?.isCollapsed) return;
    event.clipboardData.setData('text/plain', toText(free.row.values[free.field.key]));
    event.preventDefault();
    toast(t('edit.copied', { label: free.field.label }));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (free === null) return;
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    if (mayEditField(free.field)) save(free.row, free.field, fromText(free.field, text));
    else toast(t('edit.readOnly', { label: free.field.label }));
  };
  return { onKeyDown, onCopy, onPaste };
}
