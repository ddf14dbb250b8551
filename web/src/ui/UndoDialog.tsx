import { previewUndoOptions } from '@leadgen/client/query';
import type { Operation } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { Conflicts } from './Conflicts';
import { Dialog } from './Dialog';
import { Skeleton, useErrorSentence } from './states';
import { useUndo } from './undo';
import styles from './UndoDialog.module.css';

/** Conflicts that are named in the dialog; History lists them all once the undo has run. */
const NAMED = 6;

interface UndoDialogProps {
  slug: string;
  operation: Pick<Operation, 'id' | 'summary' | 'counts'>;
  /** Undoing an undo is called redo. */
  act?: 'undo' | 'redo';
  onClose: () => void;
}

/** Says what an undo will do and what it will leave alone, then does it. */
export function UndoDialog({ slug, operation, act = 'undo', onClose }: UndoDialogProps) {
  const t = useCommon();
  const undo = useUndo(slug);
  const [starting, setStarting] = useState(false);
  const preview = useUndoPreview(slug, operation.id);
  const start = async () => {
    setStarting(true);
    const begun = await undo(operation.id);
    setStarting(false);
    if (begun !== null) onClose();
  };
  return (
    <Dialog
      title={t(act === 'redo' ? 'undoDialog.redoTitle' : 'undoDialog.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button
            variant="filled"
            disabled={preview.data === undefined}
            loading={starting}
            onClick={() => void start()}
          >
            {t(act === 'redo' ? 'undoDialog.redo' : 'act.undo')}
          </Button>
        </>
      }
    >
      <p className={styles.what}>{operation.summary}</p>
      <div className={styles.preview} aria-live="polite">
        <Preview slug={slug} query={preview} />
      </div>
      {(operation.counts['suppressions'] ?? 0) > 0 && (
        <p>{t(act === 'redo' ? 'undoDialog.optOutsAgain' : 'undoDialog.optOuts')}</p>
      )}
      <Beyond counts={operation.counts} />
    </Dialog>
  );
}

/** Asked anew each time: what an undo would do changes with every edit. */
function useUndoPreview(slug: string, id: string) {
  return useQuery({ ...previewUndoOptions({ path: { slug, id } }), staleTime: 0, gcTime: 0 });
}

function Preview({ slug, query }: { slug: string; query: ReturnType<typeof useUndoPreview> }) {
  const t = useCommon();
  const sentence = useErrorSentence();
  if (query.error !== null) return <p role="alert">{sentence(query.error)}</p>;
  if (query.data === undefined) return <Skeleton lines={2} />;
  const { conflicts, conflicts_total: total } = query.data;
  return (
    <>
      <p className={styles.sentence}>{query.data.sentence}</p>
      {total > 0 && (
        <section aria-label={t('undoDialog.stays')}>
          <h3 className={styles.heading}>{t('undoDialog.stays')}</h3>
          <Conflicts slug={slug} conflicts={conflicts.slice(0, NAMED)} total={total} />
        </section>
      )}
    </>
  );
}

/** What no undo can reach, said only where the operation did such a thing. */
function Beyond({ counts }: Pick<Operation, 'counts'>) {
  const t = useCommon();
  const spent = (counts['credits'] ?? 0) > 0;
  const sent = (counts['messages'] ?? 0) > 0;
  return (
    <>
      {spent && <p>{t('undoDialog.credits')}</p>}
      {sent && <p>{t('undoDialog.messages')}</p>}
    </>
  );
}
