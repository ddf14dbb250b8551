import type { MergeChoice, MergeDraft, MergePreview, RecordKind } from '@leadgen/client';
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
import { Heads } from './Heads';
import styles from './MergeDialog.module.css';
import { MergeField } from './MergeField';
import { sorted } from '@/records/merging/sorting';
import { useText } from './text';
import { Unites } from './Unites';

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
        <Compared preview={preview} ids={ids} fields={fields} onKeep={setKeep} onPick={(field, id) => setPicks({ ...picks, [field]: id })} />
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </Dialog>
  );
}

interface ComparedProps {
  preview: MergePreview;
  ids: readonly string[];
  fields: RecordFields;
  onKeep: (id: string) => void;
  onPick: (field: string, id: string) => void;
}

/** In the order in which they were picked, so that nothing jumps when another one stays. */
function Compared({ preview, ids, fields, onKeep, onPick }: ComparedProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const records = ids.flatMap((id) => preview.records.filter((record) => record.id === id));
  const { differs, unites, rest } = sorted(preview);
  const line = (choice: MergeChoice) => (
    <MergeField key={choice.field} choice={choice} records={records} fields={fields} onPick={(id) => onPick(choice.field, id)} />
  );
  return (
    <div className={styles.scroll} style={{ '--records': records.length }}>
      <Heads preview={preview} records={records} fields={fields} onKeep={onKeep} />
      <h3 className={styles.part}>{t('differs')}</h3>
      {differs.length === 0 ? <p>{t('none')}</p> : differs.map(line)}
      <Unites preview={preview} choices={unites} fields={fields} />
      {rest.length > 0 && !open && (
        <button type="button" className={styles.more} onClick={() => setOpen(true)}>
          {t('rest', { count: rest.length })}
        </button>
      )}
      {open && rest.map(line)}
      <p className={styles.hint}>{t('undo')}</p>
    </div>
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
