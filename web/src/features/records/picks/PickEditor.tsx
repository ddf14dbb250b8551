import type { Field } from '@leadgen/client';
import type { KeyboardEvent } from 'react';
import { fromText, toText } from '@/records/valueText';
import { Picks } from './Picks';
import { usePickOptions } from './usePickOptions';

interface PickEditorProps {
  field: Field;
  label: string;
  /** The value as text: names of tags, ids of lists. */
  text: string;
  typed: string | undefined;
  /** Says why what was picked is refused. */
  describedBy: string | undefined;
  onText: (text: string) => void;
  onKey: (event: KeyboardEvent, text: string) => void;
  onBlur: (text: string) => void;
}

/** Tags and lists in a cell: a new tag is made by its name, lists are made elsewhere. */
export function PickEditor({ field, label, text, typed, describedBy, onText, onKey, onBlur }: PickEditorProps) {
  const options = usePickOptions(field);
  const value = fromText(field, text);
  return (
    <Picks
      label={label}
      picked={Array.isArray(value) ? value : []}
      options={options}
      mayCreate={field.type === 'tags'}
      typed={typed}
      isInvalid={describedBy !== undefined}
      describedBy={describedBy}
      autoFocus
      onPicked={(picked) => onText(toText([...picked]))}
      onKey={(event, picked) => onKey(event, toText([...picked]))}
      onBlur={(picked) => onBlur(toText([...picked]))}
    />
  );
}
