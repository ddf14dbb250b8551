import { IconCheck, IconMinus } from '@tabler/icons-react';
import type { Way } from './state';
import { useText } from './text';
import styles from './Facets.module.css';

interface FacetRowProps {
  label: string;
  number: string;
  way: Way | null;
  /** No record of the list has it now. */
  isNone: boolean;
  isMuted?: boolean;
  onToggle: (way: Way) => void;
}

/** A value: a press chooses it, the second control leaves it out. */
export function FacetRow({ label, number, way, isNone, isMuted = false, onToggle }: FacetRowProps) {
  const t = useText();
  return (
    <li className={styles.row} data-way={way ?? undefined} data-none={isNone || undefined} data-muted={isMuted || undefined}>
      <button
        type="button"
        className={styles.value}
        aria-pressed={way === 'include'}
        aria-label={t('include', { label, n: number })}
        title={label}
        onClick={() => onToggle('include')}
      >
        <span className={styles.mark} aria-hidden>
          {way === 'include' && <IconCheck size={12} stroke={2} />}
          {way === 'exclude' && <IconMinus size={12} stroke={2} />}
        </span>
        <span className={styles.label}>{label}</span>
        <span className={styles.number}>{number}</span>
      </button>
      <button type="button" className={styles.exclude} aria-pressed={way === 'exclude'} aria-label={t('exclude', { label })} onClick={() => onToggle('exclude')}>
        <IconMinus size={14} stroke={1.5} aria-hidden />
      </button>
    </li>
  );
}
