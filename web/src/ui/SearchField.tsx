import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import styles from './SearchField.module.css';

const PAUSE_MS = 250;

interface SearchFieldProps {
  /** For those who do not see it, and in the empty field. */
  label: string;
  /** What is searched for now, from the address. */
  value: string;
  onSearch: (text: string) => void;
}

/** Searches while one types, a moment after the last letter; Esc empties it. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // The address went elsewhere, by the back button or another card: the field follows it.
    if (value !== asked) setText(value);
  }
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === value) return undefined;
    const timer = setTimeout(() => {
      setAsked(wanted);
      onSearch(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, value, onSearch]);
  return (
    <TextInput
      type="search"
      size="xs"
      className={styles.search ?? ''}
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') setText('');
      }}
    />
  );
}
