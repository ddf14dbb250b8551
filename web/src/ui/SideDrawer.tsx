import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './SideDrawer.module.css';

interface SideDrawerProps {
  label: string;
  /** What the button that closes it is called. */
  close: string;
  /** Within its page, which stays in use; else over all of them. */
  isWithin?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Gives the focus back to where it was when the drawer opened. */
function returnFocus(): () => void {
  const before = document.activeElement;
  return () => before instanceof HTMLElement && before.focus({ preventScroll: true });
}

/** One thing in full at the right edge, beside its list. Takes the focus; Esc closes it and gives the focus back. */
export function SideDrawer({ label, close, isWithin = false, onClose, children }: SideDrawerProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const back = returnFocus();
    panel.current?.focus({ preventScroll: true });
    return () => void back();
  }, []);
  return (
    <div
      ref={panel}
      className={styles.drawer}
      data-within={isWithin || undefined}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.top}>
        <ActionIcon aria-label={close} onClick={onClose}>
          <IconX size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
