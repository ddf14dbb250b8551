import type { FieldState } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { IconClockExclamation, IconPinFilled } from '@tabler/icons-react';
import { useText } from './text';
import styles from './CellState.module.css';

/** What stands in the place of a value that is not there: nothing, or why there is nothing. */
export function Absent({ state }: { state: FieldState | undefined }) {
  const t = useText();
  const name = state?.state;
  if (name === 'queued' || name === 'running') {
    return (
      <span className={styles.waiting}>
        <VisuallyHidden>{t(`cell.${name}`)}</VisuallyHidden>
      </span>
    );
  }
  if (name === 'unknown' || name === 'failed' || name === 'skipped') {
    return (
      <span className={styles.absent} data-state={name}>
        {t(`cell.${name}`)}
      </span>
    );
  }
  return <VisuallyHidden>{t('cell.empty')}</VisuallyHidden>;
}

/** Small marks beside a value: a person pinned it, or it was not checked for long. */
export function Marks({ state }: { state: FieldState | undefined }) {
  const t = useText();
  if (state === undefined) return null;
  const pinned = state.pinned || state.state === 'pinned';
  if (!pinned && state.state !== 'stale') return null;
  const words = t(pinned ? 'cell.pinned' : 'cell.stale');
  const Picture = pinned ? IconPinFilled : IconClockExclamation;
  return (
    <span className={styles.mark} title={words}>
      <Picture size={12} stroke={1.5} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
