import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCommon } from '@/lib/i18n';
import { Dialog } from './Dialog';
import { useErrorSentence } from './states';
import styles from './Confirm.module.css';

interface ConfirmProps {
  title: string;
  /** The act, as the button says it. */
  verb: string;
  /** An act that takes something away is red. */
  tone?: 'plain' | 'bad';
  act: () => Promise<unknown>;
  onClose: () => void;
  /** What will happen, in full. */
  children: ReactNode;
}

/** Asks before an act that cannot be taken back; stays open and says why where it was refused. */
export function Confirm({ title, verb, tone = 'bad', act, onClose, children }: ConfirmProps) {
  const t = useCommon();
  const sentence = useErrorSentence();
  const { mutate, isPending, error } = useMutation({ mutationFn: act, onSuccess: onClose });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button
            variant="filled"
            className={tone === 'bad' ? styles.bad : undefined}
            loading={isPending}
            onClick={() => mutate()}
          >
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {error !== null && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
    </Dialog>
  );
}
