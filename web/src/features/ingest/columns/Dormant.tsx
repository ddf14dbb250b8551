import { IconSelector } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import styles from './columns.module.css';

/** A combobox without its list: there is nothing to control before it opens. */
const CLOSED = { role: 'combobox', 'aria-haspopup': 'listbox', 'aria-expanded': false } as const;

interface DormantProps {
  id?: string;
  /** For those who cannot see the row. */
  label: string;
  /** What is chosen, in words. */
  value: string;
  quiet?: boolean;
  /** The list itself; it takes the focus when it appears, and is open if it was clicked. */
  children: (isOpen: boolean) => ReactNode;
}

/** A closed list that costs nothing until it is touched: a file may have hundreds of columns. */
export function Dormant({ id, label, value, quiet = false, children }: DormantProps) {
  const [awake, setAwake] = useState<'focused' | 'open' | null>(null);
  if (awake !== null) return children(awake === 'open');
  return (
    <span className={styles.dormant} data-quiet={quiet || undefined}>
      <input
        id={id}
        {...CLOSED}
        aria-label={label}
        readOnly
        value={value}
        onFocus={() => setAwake('focused')}
        // A press must not focus: the control that appears under it would miss the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setAwake('open')}
      />
      <IconSelector size={16} stroke={1.5} aria-hidden />
    </span>
  );
}
