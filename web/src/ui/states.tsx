import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { Button, VisuallyHidden } from '@mantine/core';
import { ApiError, ConnectionLost } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import styles from './states.module.css';

const PATIENCE_MS = 150;

/** Shows its content only when the wait is long enough to be noticed, so that quick answers never flicker. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : null;
}

/** Grey lines in the place of text that is on its way. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const t = useCommon();
  return (
    <AfterAWhile>
      <div className={styles.skeleton} role="status">
        <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} className={styles.line} data-short={line % 3 === 2 || undefined} />
        ))}
      </div>
    </AfterAWhile>
  );
}

interface EmptyStateProps {
  title: string;
  detail?: ReactNode;
  icon?: ReactNode;
  /** One primary button, and at most one quiet one. */
  actions?: ReactNode;
}

/** What an empty screen says: what belongs here, and the one act that brings it. */
export function EmptyState({ title, detail, icon, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      {detail !== undefined && <p className={styles.detail}>{detail}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** The sentence for a person about any failure. */
export function useErrorSentence(): (error: unknown) => string {
  const t = useCommon();
  return (error) => {
    if (error instanceof ConnectionLost) return t(error.mayHaveActed ? 'error.lostAct' : 'error.lost');
    if (error instanceof ApiError && error.status === 429 && error.retryAfterS !== null) {
      return t('error.tooMany', { count: error.retryAfterS });
    }
    if (error instanceof ApiError && error.message !== '') return error.message;
    return t('error.unknown');
  };
}

/** A part of the screen that could not be loaded: what happened and the way on. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useCommon();
  const sentence = useErrorSentence();
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <div className={styles.empty} role="alert">
      <h2 className={styles.title}>{missing ? t('notFound.title') : t('error.title')}</h2>
      <p className={styles.detail}>{sentence(error)}</p>
      {retry !== undefined && !missing && (
        <div className={styles.actions}>
          <Button onClick={retry}>{t('act.retry')}</Button>
        </div>
      )}
    </div>
  );
}
