import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useText } from './text';
import type { Words } from './useWords';
import styles from './Filters.module.css';

interface ChipProps {
  words: Words;
  place: number;
  isOpen: boolean;
  /** What opens it, put where its popover can stand below it. */
  around: (opener: ReactElement) => ReactElement;
  onOpen: () => void;
  onRemove: () => void;
}

/** One part of the filter, in words: a click changes it, the cross takes it away. */
export function Chip({ words, place, isOpen, around, onOpen, onRemove }: ChipProps) {
  const t = useText();
  const said = [words.subject, words.verb, words.value].filter((word) => word !== '').join(' ');
  return (
    <li className={styles.chip} data-open={isOpen || undefined} data-broken={words.isBroken || undefined}>
      {around(
        <button type="button" className={styles.open} data-part={place} aria-haspopup="dialog" aria-expanded={isOpen} aria-label={t('open', { words: said })} title={said} onClick={onOpen}>
          <span className={styles.subject}>{words.subject}</span>
          {words.verb !== '' && <span>{words.verb}</span>}
          {words.value !== '' && <span className={styles.value}>{words.value}</span>}
        </button>,
      )}
      <button type="button" className={styles.remove} aria-label={t('remove', { words: said })} onClick={onRemove}>
        <IconX size={14} stroke={1.5} aria-hidden />
      </button>
    </li>
  );
}
