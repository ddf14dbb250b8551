import type { Operation } from '@leadgen/client';
import { getOperationOptions } from '@leadgen/client/query';
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorState, Skeleton } from '@/ui/states';
import { DrawerConflicts } from './DrawerConflicts';
import { DrawerFacts } from './DrawerFacts';
import styles from './OperationDrawer.module.css';
import { useText } from './text';
import { actOn, isUndo, type Act } from './words';

const FALLBACK_MS = 2000;

interface OperationDrawerProps {
  slug: string;
  id: string;
  onUndo: ((operation: Operation, act: Act) => void) | null;
  onClose: () => void;
}

/** Gives the focus back to where it was when the drawer opened. */
function returnFocus(): () => void {
  const before = document.activeElement;
  return () => before instanceof HTMLElement && before.focus({ preventScroll: true });
}

/** One operation in full, beside the list: what it did, what it left, and the way back. Esc closes it. */
export function OperationDrawer({ slug, id, onUndo, onClose }: OperationDrawerProps) {
  const t = useText();
  const panel = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useQuery({
    ...getOperationOptions({ path: { slug, id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? FALLBACK_MS : false),
  });
  const undoes = data?.undoes_id ?? null;
  const target = useQuery({
    ...getOperationOptions({ path: { slug, id: undoes ?? '' } }),
    enabled: undoes !== null,
  }).data;
  const act = data === undefined ? 'undo' : actOn(data, target);
  useEffect(() => panel.current?.focus({ preventScroll: true }), [id]);
  useEffect(() => returnFocus(), []);
  return (
    <div
      ref={panel}
      className={styles.drawer}
      role="dialog"
      aria-label={t('drawer.label')}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.top}>
        <ActionIcon className={styles.close ?? ''} aria-label={t('drawer.close')} onClick={onClose}>
          <IconX size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </div>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <div className={styles.body}>
          <h2>{data.summary}</h2>
          <DrawerFacts slug={slug} operation={data} />
          {onUndo !== null && data.undoable && (
            <div className={styles.buttons}>
              <Button onClick={() => onUndo(data, act)}>{t(act)}</Button>
            </div>
          )}
          {isUndo(data) && <DrawerConflicts slug={slug} id={id} />}
        </div>
      )}
    </div>
  );
}
