import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Buttons, the one that acts last. */
  footer: ReactNode;
  children: ReactNode;
  size?: number;
}

/** Over drawers, which fill a phone's screen; what opens inside of a dialog is higher by itself. */
const ABOVE = 250;

let opener: HTMLElement | null = null;

/** What had the focus before the dialog; of one that follows another dialog, what had it before the first. */
function whatOpened(): HTMLElement | null {
  const now = document.activeElement;
  if (now instanceof HTMLElement && now !== document.body && now.closest('[aria-modal]') === null) opener = now;
  return opener;
}

/** Mantine gives the focus back to who opened a dialog where it is closed, not where it goes as a whole. */
function useFocusAfterwards() {
  const [before] = useState(whatOpened);
  useEffect(() => () => before?.focus({ preventScroll: true }), [before]);
}

/** A question above the screen: a title, what it means, and buttons at the foot. Esc answers nothing. */
export function Dialog({ title, onClose, footer, children, size = 460 }: DialogProps) {
  useFocusAfterwards();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      zIndex={ABOVE}
      padding={0}
      withCloseButton={false}
      classNames={{
        overlay: styles.overlay ?? '',
        header: styles.header ?? '',
        title: styles.title ?? '',
        content: styles.content ?? '',
      }}
    >
      <div className={styles.body}>{children}</div>
      <div className={styles.footer}>{footer}</div>
    </Modal>
  );
}
