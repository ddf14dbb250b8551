import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import styles from './review.module.css';
import type { Then } from './useLineKeys';

interface CellEditorProps {
  label: string;
  initial: string;
  onSave: (text: string, then: Then) => void;
  onCancel: () => void;
}

/** Mends one cell. Enter saves and leads to the next bad one, Tab to the one beside it, Esc leaves it as it was. */
export function CellEditor({ label, initial, onSave, onCancel }: CellEditorProps) {
  const [text, setText] = useState(initial);
  // Saving by key also takes the focus away; what was saved or left is not saved again by that.
  const finished = useRef(false);
  const finish = (act: () => void) => {
    if (finished.current) return;
    finished.current = true;
    act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') finish(onCancel);
    else if (event.key === 'Enter') finish(() => onSave(text, 'down'));
    else if (event.key === 'Tab') finish(() => onSave(text, event.shiftKey ? 'left' : 'right'));
    else return;
    event.preventDefault();
  };
  return (
    <input
      className={styles.editor}
      aria-label={label}
      value={text}
      spellCheck={false}
      autoComplete="off"
      autoFocus
      onFocus={caretLast}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(() => onSave(text, 'stay'))}
    />
  );
}

function caretLast({ currentTarget: input }: FocusEvent<HTMLInputElement>) {
  input.setSelectionRange(input.value.length, input.value.length);
}
