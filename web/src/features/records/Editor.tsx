import type { Field, Value } from '@leadgen/client';
import { useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { countries } from '@/lib/countries';
import { usePeople } from '@/lib/members';
import type { Then } from './keyboard';
import { useText } from './text';
import { PickEditor } from './picks/PickEditor';
import { fromText, isPicked } from '@/records/valueText';
import { useText as useValueText } from '@/records/text';
import styles from './Editor.module.css';

/** What a key says of itself while an input method still composes; Safari says so only here. */
const COMPOSING = 229;

interface EditorProps {
  field: Field;
  label: string;
  initial: string;
  /** A letter that began the edit, where it seeks among values instead of replacing them. */
  typed?: string | undefined;
  /** Why the server refused what was typed before. */
  refusal?: string | undefined;
  onSave: (value: Value | null, then: Then) => void;
  onCancel: () => void;
}

/** Edits one value as text, by the field's type. Enter saves and goes down, Tab saves and goes on, Esc leaves it as it was. */
export function Editor({ field, label, initial, typed, refusal, onSave, onCancel }: EditorProps) {
  const t = useText();
  const [text, setText] = useState(field.type === 'datetime' ? localTime(initial) : initial);
  const hint = useId();
  // Saving by key also takes the focus away; what was saved or left is not saved again by that.
  const finished = useRef(false);
  const finish = (act: () => void) => {
    if (finished.current) return;
    finished.current = true;
    act();
  };
  const save = (then: Then, now = text) => finish(() => onSave(fromText(field, now), then));
  const onKeyDown = (event: KeyboardEvent, now = text) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === COMPOSING) return;
    if (event.key === 'Escape') finish(onCancel);
    else if (event.key === 'Tab') save(event.shiftKey ? 'previous' : 'next', now);
    else if (event.key === 'Enter' && !isNewLine(field, event)) save(event.shiftKey ? 'above' : 'below', now);
    else return;
    event.preventDefault();
  };
  const isListed = field.many && !isPicked(field);
  const shared = {
    value: text,
    className: styles.input,
    'aria-label': label,
    'aria-invalid': refusal !== undefined,
    'aria-describedby': refusal === undefined && !isListed ? undefined : hint,
    autoFocus: true,
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event),
    onBlur: () => save('gone'),
  };
  return (
    <div className={styles.editor} onMouseDown={(event) => event.stopPropagation()}>
      {isPicked(field) ? (
        <PickEditor
          field={field}
          label={label}
          text={text}
          typed={typed}
          describedBy={refusal === undefined ? undefined : hint}
          onText={setText}
          onKey={onKeyDown}
          onBlur={(now) => save('gone', now)}
        />
      ) : (
        <Control field={field} shared={shared} onText={setText} onPick={(next) => save('stay', next)} />
      )}
      {refusal !== undefined && (
        <p id={hint} className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      {refusal === undefined && isListed && (
        <p id={hint} className={styles.hint}>
          {t('edit.listHint')}
        </p>
      )}
    </div>
  );
}

/** In a long text Shift or Alt with Enter begins a new line. */
function isNewLine(field: Field, { shiftKey, altKey }: KeyboardEvent): boolean {
  return field.type === 'long_text' && (shiftKey || altKey);
}

interface ControlProps {
  field: Field;
  shared: { value: string; onKeyDown: (event: KeyboardEvent) => void };
  onText: (text: string) => void;
  onPick: (text: string) => void;
}

function Control({ field, shared, onText, onPick }: ControlProps) {
  const options = useOptions(field);
  if (field.type === 'member') return <People shared={shared} onText={onText} onPick={onPick} />;
  if (options !== null) return <Choice options={options} shared={shared} onText={onText} onPick={onPick} />;
  if (field.type === 'long_text') {
    return <textarea {...shared} rows={4} onFocus={caretLast} onChange={(event) => onText(event.target.value)} />;
  }
  const type = { date: 'date', datetime: 'datetime-local' }[field.type as string] ?? 'text';
  return (
    <input
      {...shared}
      type={type}
      spellCheck={false}
      autoComplete="off"
      onFocus={type === 'text' ? caretLast : undefined}
      onChange={(event) => onText(event.target.value)}
    />
  );
}

/** A choice by the mouse is saved at once; the arrow keys go through the list first. */
function Choice({ options, shared, onText, onPick }: Omit<ControlProps, 'field'> & { options: Options }) {
  const byKey = useRef(false);
  return (
    <select
      {...shared}
      onKeyDown={(event) => {
        byKey.current = true;
        shared.onKeyDown(event);
      }}
      onKeyUp={() => {
        byKey.current = false;
      }}
      onChange={(event) => (byKey.current ? onText : onPick)(event.target.value)}
    >
      <option value="" />
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** The members; somebody who went can stay what they are, and cannot be chosen anew. */
function People({ shared, onText, onPick }: Omit<ControlProps, 'field'>) {
  const t = useText();
  const people = usePeople();
  const stays = people?.former.filter(({ id }) => id === shared.value) ?? [];
  const options = [
    ...(people?.members.map(({ id, name }) => ({ value: id, label: name })) ?? []),
    ...stays.map(({ id, name }) => ({ value: id, label: t('value.former', { name }) })),
  ];
  return <Choice options={options} shared={shared} onText={onText} onPick={onPick} />;
}

/** Editing goes on where the text ends. */
function caretLast({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) {
  target.setSelectionRange(target.value.length, target.value.length);
}

type Options = readonly { value: string; label: string }[];

let known: Options | undefined;

/** Worked out once: the names of a quarter thousand countries take the browser some time. */
function allCountries(): Options {
  known ??= countries();
  return known;
}

/** The choices of a field that has a closed set; null when anything can be typed. */
function useOptions(field: Field): Options | null {
  const t = useValueText();
  switch (field.type) {
    case 'boolean':
      return [
        { value: 'true', label: t('value.yes') },
        { value: 'false', label: t('value.no') },
      ];
    case 'choice':
      return field.options ?? [];
    case 'country':
      return allCountries();
    default:
      return null;
  }
}

/** An instant in the form and zone of the browser's own date control. */
function localTime(iso: string): string {
  const at = new Date(iso);
  if (iso === '' || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
