import { ActionIcon, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../text';
import styles from './forAll.module.css';

const AT_MOST = 20;
const LONGEST = 60;

interface TagsFieldProps {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
}

/** Tags as chips: Enter or a comma adds one, Backspace in the empty field takes the last away. */
export function TagsField({ tags, onChange }: TagsFieldProps) {
  const t = useText();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const isFull = tags.length >= AT_MOST;
  const add = (words: string) => {
    onChange([...new Set([...tags, ...words.split(',').map((one) => one.trim()).filter(Boolean)])].slice(0, AT_MOST));
    setText('');
  };
  const remove = (tag: string) => {
    onChange(tags.filter((one) => one !== tag));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = tags.at(-1);
    if (event.key === 'Enter' || event.key === ',') {
      add(text);
      event.preventDefault();
    } else if (event.key === 'Backspace' && text === '' && last !== undefined) remove(last);
  };
  return (
    <div className={styles.tags}>
      <TextInput
        ref={field}
        label={t('forAll.tags')}
        description={t(isFull ? 'forAll.tagsFull' : 'forAll.tagsHint')}
        autoComplete="off"
        maxLength={LONGEST}
        disabled={isFull}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => text.trim() !== '' && add(text)}
      />
      {tags.length > 0 && (
        <ul className={styles.chips} aria-label={t('forAll.tags')}>
          {tags.map((tag) => (
            <li key={tag} className={styles.chip}>
              <span title={tag}>{tag}</span>
              <ActionIcon size={18} aria-label={t('forAll.removeTag', { tag })} onClick={() => remove(tag)}>
                <IconX size={12} stroke={1.5} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
