import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { found } from '@/lib/match';
import { useText } from './text';
import type { Choice } from './useNames';
import styles from './Filters.module.css';

const MOST_SHOWN = 100;
const FEW = 8;

interface CheckListProps {
  label: string;
  choices: readonly Choice[];
  picked: readonly unknown[];
  onPick: (values: readonly unknown[]) => void;
}

/** Some of a closed set: ticked in a list, with a field to find them where they are many. */
export function CheckList({ label, choices, picked, onPick }: CheckListProps) {
  const t = useText();
  const [text, setText] = useState('');
  const [first] = useState(picked);
  const answers = found(choices, text, (choice) => [choice.label]);
  // What was picked when the list was opened stands first, so that it is seen among many.
  const shown = [...answers].toSorted((a, b) => Number(first.includes(b.value)) - Number(first.includes(a.value))).slice(0, MOST_SHOWN);
  const toggle = ({ value }: Choice) => onPick(picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value]);
  return (
    <div className={styles.checkList}>
      {choices.length > FEW && (
        <TextInput aria-label={`${t('value.findOne')}: ${label}`} placeholder={t('value.findOne')} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      )}
      <div className={styles.checks} role="group" aria-label={label}>
        {shown.map((choice) => (
          <Checkbox key={String(choice.value)} label={choice.label} checked={picked.includes(choice.value)} onChange={() => toggle(choice)} />
        ))}
        {shown.length === 0 && <p className={styles.hint}>{t('value.noneFound')}</p>}
        {answers.length > MOST_SHOWN && <p className={styles.hint}>{t('value.firstOf', { count: MOST_SHOWN })}</p>}
      </div>
    </div>
  );
}
