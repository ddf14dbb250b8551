import type { MergeDraft, RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { useUndoToast } from '@/ui/undo';
import { TRASHED } from '../bulk/calls';
import { OPERATIONS } from '@/records/calls';
import type { RecordFields } from '@/records/fields';
import { merge, previewOptions } from '@/records/merging/calls';
import { Comparison } from '@/records/merging/Comparison';
import styles from './MergeDialog.module.css';
import { useText } from './text';

interface MergeDialogProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  ids: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

const WIDE = 980;

/** Records side by side: which one stays, whose value each field takes and why; another is picked by a press. */
export function MergeDialog({ slug, kind, fields, ids, onDone, onClose }: MergeDialogProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const [keep, setKeep] = useState<string | null>(null);
  const [picks, setPicks] = useState<{ [field: string]: string }>({});
  const wish: MergeDraft = { records: [...ids], keep, picks };
  const { data: preview, error, isPlaceholderData } = useQuery(previewOptions(slug, kind, wish));
  const merging = useMerge(slug, kind, () => {
    onClose();
    onDone();
  });
  const problem = merging.error ?? error;
  return (
    <Dialog
      title={t(`title.${kind}`, { n: count(ids.length) })}
      size={WIDE}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button
            variant="filled"
            data-autofocus
            loading={merging.isPending}
            disabled={preview === undefined || isPlaceholderData || error !== null}
            onClick={() => preview !== undefined && merging.mutate({ ...wish, keep: preview.keep })}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      {preview === undefined && error === null && (
        <p role="status" aria-label={t('counting')}>
          <Skeleton lines={6} />
        </p>
      )}
      {preview !== undefined && (
        <div className={styles.scroll}>
          <Comparison
            slug={slug}
            fields={fields}
            records={ids.flatMap((id) => preview.records.filter((record) => record.id === id))}
            preview={preview}
            onKeep={setKeep}
            onPick={(field, id) => setPicks({ ...picks, [field]: id })}
          />
        </div>
      )}
      <p>{t('undo')}</p>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </Dialog>
  );
}

function useMerge(slug: string, kind: RecordKind, onDone: () => void) {
  const offerUndo = useUndoToast(slug);
  return useMutation({
    mutationFn: (wish: MergeDraft) => merge(slug, kind, wish),
    onSuccess: ({ operation }) => {
      const { list, total, get, timeline } = OPERATIONS[kind];
      void refresh([list, total, get, timeline, TRASHED[kind], 'listOperations', 'listLists']);
      offerUndo(operation.summary, operation);
      onDone();
    },
  });
}
