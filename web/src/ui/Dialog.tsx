import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Buttons, the one that acts last. */
  footer: ReactNode;
  children: ReactNode;
  size?: number;
}

/** A question above the screen: a title, what it means, and buttons at the foot. Esc answers nothing. */
export function Dialog({ title, onClose, footer, children, size = 460 }: DialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
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
