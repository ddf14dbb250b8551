import type { FieldState } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconClockExclamation, IconPinFilled } from '@tabler/icons-react';
import { isAsked, isExplained } from '@/records/fields';
import { useText } from './text';
import type { Mark } from './cellMarks';
import styles from './CellState.module.css';

/** What stands in the place of a value that is not there: nothing, or why there is nothing. */
export function Absent({ state }: { state: FieldState | undefined }) {
  const t = useText();
  if (isAsked(state)) {
    return (
      <span className={styles.waiting} data-state={state.state}>
        <VisuallyHidden>{t(`cell.${state.state}`)}</VisuallyHidden>
      </span>
    );
  }
  if (isExplained(state)) {
    return (
      <span className={styles.absent} data-state={state.state}>
        {t(`cell.${state.state}`)}
      </span>
    );
  }
  return <VisuallyHidden>{t('cell.empty')}</VisuallyHidden>;
}

/** Small marks beside a value: a person pinned it, it was not checked for long, or it is being looked for again. */
export function Marks({ state }: { state: FieldState | undefined }) {
  const t = useText();
  if (state === undefined) return null;
  if (isAsked(state)) {
    return (
      <span className={styles.asked} title={t(`cell.${state.state}`)}>
        <VisuallyHidden>{t(`cell.${state.state}`)}</VisuallyHidden>
      </span>
    );
  }
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

/** What a write left at its cell: a dot while it is on its way, a sign where two people wrote. */
export function MarkSign({ mark }: { mark: Mark }) {
  const t = useText();
  if (mark.kind === 'pending') return <span className={styles.pending} title={t('cell.pending')} aria-hidden />;
  const words = t('cell.conflict', { by: mark.theirs.by });
  return (
    <span className={styles.conflict} title={words}>
      <IconAlertTriangle size={14} stroke={1.5} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
