import { Button } from '@mantine/core';
import { useId, type FormEvent, type ReactNode } from 'react';
import { asApiError } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { Dialog } from './Dialog';
import styles from './FormDialog.module.css';
import { useErrorSentence } from './states';

interface FormDialogProps {
  title: string;
  lead?: ReactNode;
  submit: string;
  pending: boolean;
  /** A refusal that belongs to no field of the form is said at its foot. */
  error: unknown;
  disabled?: boolean;
  size?: number;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A few fields above the screen; Enter sends them, Esc sends nothing. */
export function FormDialog(props: FormDialogProps) {
  const { title, lead, submit, pending, error, disabled = false, size, onSubmit, onClose, children } = props;
  const t = useCommon();
  const sentence = useErrorSentence();
  const form = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const isGeneral = error !== null && (asApiError(error)?.fields.length ?? 0) === 0;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      {...(size !== undefined && { size })}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={pending} disabled={disabled}>
            {submit}
          </Button>
        </>
      }
    >
      {lead !== undefined && <p>{lead}</p>}
      <form id={form} className={styles.form} onSubmit={send} noValidate>
        {children}
        {isGeneral && (
          <p className={styles.problem} role="alert">
            {sentence(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** What the server says about one field, where it said so. */
export function about(error: unknown, field: string): string | undefined {
  return asApiError(error)?.fields.find((problem) => problem.field === field)?.message;
}
