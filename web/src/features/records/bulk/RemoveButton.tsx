import { ActionIcon } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconTrash } from '@tabler/icons-react';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useUndoToast } from '@/ui/undo';
import { OPERATIONS, type Target } from '@/records/calls';
import { ACTS_OF, remove, TRASHED } from './calls';
import { useText } from './text';

/** Moves one record to the trash at once: its undo stands in the notice. */
export function RemoveButton({ target: { slug, kind, id }, onDone }: { target: Target; onDone: () => void }) {
  const t = useText();
  const sentence = useErrorSentence();
  const offerUndo = useUndoToast(slug);
  const isAllowed = useRights().may(ACTS_OF[kind].remove);
  const { mutate, isPending } = useMutation({
    mutationFn: () => remove(slug, kind, id),
    onSuccess: (operation) => {
      onDone();
      offerUndo(operation.summary, operation);
      void refresh([OPERATIONS[kind].list, OPERATIONS[kind].total, TRASHED[kind], 'listOperations', 'listLists']);
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  if (!isAllowed) return null;
  return (
    <ActionIcon aria-label={t('remove.one')} title={t('remove.one')} loading={isPending} onClick={() => mutate()}>
      <IconTrash size={16} stroke={1.5} aria-hidden />
    </ActionIcon>
  );
}
