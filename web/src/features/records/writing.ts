/** Writing a value: seen at once, taken back with the server's sentence when refused, undone by one press. */
import type { Field, Value } from '@leadgen/client';
import { useMutation } from '@tanstack/react-query';
import { asApiError } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { useUndoToast } from '@/ui/undo';
import { OPERATIONS, update, type Target } from '@/records/calls';
import { type RowChange, showRows, withValues } from './shownRows';
import { useText } from './text';

export interface Write {
  target: Target;
  name: string;
  field: Field;
  before: Value | null;
  after: Value | null;
}

type Refused = (write: Write, sentence: string) => void;

/** Gives the act that writes one value. `refused` is called with the server's sentence after the roll-back. */
export function useWrite(slug: string, refused: Refused): (write: Write) => void {
  const t = useText();
  const sentence = useErrorSentence();
  const offerUndo = useUndoToast(slug);
  const { mutate } = useMutation({
    mutationFn: ({ target, field, before, after }: Write) => update(target, { [field.key]: after }, { [field.key]: before }),
    onMutate: ({ target, field, after }) => show(target, (row) => withValues(row, { [field.key]: after })),
    onSuccess: ({ record, operation }, { target, field, name, after }) => {
      alreadyShown(operation.id);
      show(target, (row) => ({ ...row, ...record }));
      const { timeline, evidence } = OPERATIONS[target.kind];
      void refresh([timeline, evidence], target.id);
      void refresh(['listOperations']);
      const key = after === null ? 'edit.cleared' : 'edit.changed';
      offerUndo(t(key, { field: field.label.toLocaleLowerCase(), name }), operation);
    },
    onError: (error, write) => {
      show(write.target, (row) => withValues(row, { [write.field.key]: write.before }));
      // Somebody else wrote it meanwhile: what they wrote is shown beneath the open editor.
      if (asApiError(error)?.code === 'changed_meanwhile') void refresh([OPERATIONS[write.target.kind].list, OPERATIONS[write.target.kind].get]);
      refused(write, asApiError(error)?.about(write.field.key) || sentence(error));
    },
  });
  return mutate;
}

function show({ kind, id }: Target, change: RowChange): void {
  showRows(kind, new Map([[id, change]]));
}
