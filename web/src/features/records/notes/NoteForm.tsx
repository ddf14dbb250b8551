import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { count } from '@/lib/format';
import { useErrorSentence } from '@/ui/states';
import { LONGEST, useText } from './notes';
import styles from './Notes.module.css';

interface NoteFormProps {
  first: string;
  save: (text: string) => Promise<void>;
  /** Everything that is typed, to be kept. */
  onDraft?: (text: string) => void;
  onClose?: () => void;
}

/** A text to write: Ctrl-Enter saves it. What could not be saved stays, with the reason. */
export function NoteForm({ first, save, onDraft, onClose }: NoteFormProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const [text, setText] = useState(first);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => save(text),
    onSuccess: () => {
      setText('');
      onDraft?.('');
      onClose?.();
    },
  });
  const over = text.length - LONGEST;
  const isReady = text.trim() !== '' && over <= 0 && !isPending;
  const write = (next: string) => {
    reset();
    setText(next);
    onDraft?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) mutate();
    if (event.key === 'Escape' && onClose !== undefined) {
      event.stopPropagation();
      onClose();
    }
  };
  const problem = over > 0 ? t('tooLong', { n: count(over) }) : error === null ? null : sentence(error);
  const isOpen = onClose !== undefined || text !== '';
  return (
    <div className={styles.form}>
      <Textarea
        data-autofocus={onClose !== undefined || undefined}
        autoFocus={onClose !== undefined}
        autosize
        minRows={isOpen ? 3 : 1}
        maxRows={12}
        aria-label={t('label')}
        placeholder={t('placeholder')}
        value={text}
        error={problem}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div className={styles.foot}>
          <span className={styles.hint}>{t('hint')}</span>
          {onClose !== undefined && (
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('cancel')}
            </Button>
          )}
          <Button disabled={!isReady} loading={isPending} onClick={() => mutate()}>
            {t('save')}
          </Button>
        </div>
      )}
    </div>
  );
}
