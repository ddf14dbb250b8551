import type { ReactNode } from 'react';
import { ago, moment } from '@/lib/format';
import styles from './marks.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'quiet';

/** A status: a dot and a word. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.status}>
      <span className={styles.dot} data-tone={tone} aria-hidden />
      {children}
    </span>
  );
}

/** A moment, relative; the exact one on hover. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)} className={styles.when}>
      {ago(at)}
    </time>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>;
}
