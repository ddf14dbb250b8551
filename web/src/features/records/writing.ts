/** Writing a value: seen at once, taken back with the server's sentence when refused, undone by one press. */
import type { Field, Record as FullRecord, RecordPage, Row, Value } from '@leadgen/client';
import { useMutation, type InfiniteData, type Query } from '@tanstack/react-query';
import { asApiError } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { keyOf, queries, refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { useUndoToast } from '@/ui/undo';
import { OPERATIONS, update, type Target } from './calls';
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
    mutationFn: ({ target, field, after }: Write) => update(target, { [field.key]: after }),
    onMutate: ({ target, field, after }) => show(target, (row) => withValue(row, field.key, after)),
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
      show(write.target, (row) => withValue(row, write.field.key, write.before));
      refused(write, asApiError(error)?.about(write.field.key) || sentence(error));
    },
  });
  return mutate;
}

function withValue<R extends Row>(row: R, key: string, value: Value | null): R {
  const { [key]: _, ...others } = row.values;
  return { ...row, values: value === null ? others : { ...others, [key]: value } };
}

/** Changes a record wherever it is kept: in every loaded list and as the open record. */
function show({ kind, id }: Target, change: <R extends Row>(row: R) => R): void {
  const of = (operation: string) => ({
    predicate: ({ queryKey }: Pick<Query, 'queryKey'>) => keyOf(queryKey)?._id === operation,
  });
  queries.setQueriesData<InfiniteData<RecordPage>>(of(OPERATIONS[kind].list), (data) =>
    data === undefined ? data : { ...data, pages: data.pages.map((page) => inPage(page, id, change)) },
  );
  queries.setQueriesData<FullRecord>(of(OPERATIONS[kind].get), (record) =>
    record?.id === id ? change(record) : record,
  );
}

function inPage(page: RecordPage, id: string, change: (row: Row) => Row): RecordPage {
  if (!page.items.some((row) => row.id === id)) return page;
  return { ...page, items: page.items.map((row) => (row.id === id ? change(row) : row)) };
}
