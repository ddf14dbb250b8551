import type { Field } from '@leadgen/client';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useHeadWords } from './groups/headWords';
import type { Head } from './groups/lines';
import styles from './Cards.module.css';

export const HEAD_HEIGHT = 40;

interface CardGroupProps {
  head: Head;
  /** The last line of the group, where it is no record. */
  next: Head | undefined;
  field: Field;
  top: number;
  height: number;
  onToggle: () => void;
  onGrow: () => void;
  children: ReactNode;
}

/** A group of cards under its head, which stands above them while any is in sight. */
export function CardGroup({ head, next, field, top, height, onToggle, onGrow, children }: CardGroupProps) {
  const { value, number, label } = useHeadWords(head, field);
  return (
    <li className={styles.group} style={{ top, height }}>
      <button type="button" className={styles.head} aria-label={label} aria-expanded={head.isOpen} onClick={onToggle}>
        <IconChevronRight size={16} stroke={1.5} data-open={head.isOpen || undefined} aria-hidden />
        <span className={styles.headName} data-muted={head.group.label === null || undefined}>{value}</span>
        <span className={styles.headCount}>{number}</span>
      </button>
      {head.isOpen && <ul className={styles.cards} aria-label={label}>{children}</ul>}
      {next?.kind === 'more' && <More next={next} field={field} onGrow={onGrow} />}
    </li>
  );
}

function More({ next, field, onGrow }: { next: Head; field: Field; onGrow: () => void }) {
  const { label, number } = useHeadWords(next, field);
  return (
    <button type="button" className={styles.next} onClick={onGrow}>
      <span>{label}</span>
      <span className={styles.headCount}>{number}</span>
    </button>
  );
}
