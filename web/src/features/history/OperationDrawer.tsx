import type { Operation } from '@leadgen/client';
import { getOperationOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { SideDrawer } from '@/ui/SideDrawer';
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

/** One operation in full, beside the list: what it did, what it left, and the way back. Esc closes it. */
export function OperationDrawer({ slug, id, onUndo, onClose }: OperationDrawerProps) {
  const t = useText();
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
  return (
    <SideDrawer key={id} isWithin label={t('drawer.label')} close={t('drawer.close')} onClose={onClose}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <h2 className={styles.title}>{data.summary}</h2>
          <DrawerFacts slug={slug} operation={data} />
          {onUndo !== null && data.undoable && (
            <div>
              <Button onClick={() => onUndo(data, act)}>{t(act)}</Button>
            </div>
          )}
          {isUndo(data) && <DrawerConflicts slug={slug} id={id} />}
        </>
      )}
    </SideDrawer>
  );
}
