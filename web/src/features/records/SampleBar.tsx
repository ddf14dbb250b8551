import { getSampleOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/lib/permissions';
import { useUndo, useUndoToast } from '@/ui/undo';
import { useText } from './text';
import styles from './RecordsScreen.module.css';

/** While the sample is loaded: says so, and takes it away by undoing its import, which can be undone too. */
export function SampleBar({ slug }: { slug: string }) {
  const t = useText();
  const { may } = useRights();
  const { data } = useQuery(getSampleOptions({ path: { slug } }));
  const undo = useUndo(slug);
  const offerUndo = useUndoToast(slug);
  const [removing, setRemoving] = useState(false);
  const operation = data?.operation_id ?? null;
  if (operation === null) return null;

  const remove = async () => {
    setRemoving(true);
    const removal = await undo(operation);
    if (removal !== null) offerUndo(t('sample.removed'), removal);
    setRemoving(false);
  };
  return (
    <div className={styles.bar}>
      {t('sample.bar')}
      {may('undoOperation') && (
        <button type="button" disabled={removing} onClick={() => void remove()}>
          {t('sample.remove')}
        </button>
      )}
    </div>
  );
}
