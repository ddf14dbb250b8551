import { useRef, useState } from 'react';
import styles from './Fields.module.css';

interface NameProps {
  /** What is named here, for those who do not see it. */
  label: string;
  value: string;
  /** Whether the new name was taken. */
  save: (name: string) => Promise<boolean>;
}

/** A name that is changed where it stands: Enter or leaving it saves, Esc leaves it as it was. */
export function Name({ label, value, save }: NameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const saving = useRef(false);
  const leave = async () => {
    const name = draft?.trim() ?? '';
    if (saving.current) return;
    if (name === '' || name === value) return setDraft(null);
    saving.current = true;
    await save(name);
    saving.current = false;
    setDraft(null);
  };
  return (
    <input
      className={styles.input}
      aria-label={label}
      value={draft ?? value}
      maxLength={100}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void leave();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
