import type { RecordKind, View } from '@leadgen/client';
import { useMutation } from '@tanstack/react-query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import type { Layout } from '../layout';
import { useText } from './text';
import { change, create } from './useViews';
import { viewColumns } from './viewing';

/** A list as it is seen: what a view keeps of it. */
export interface Listed {
  kind: RecordKind;
  /** With what is searched for. */
  filter: unknown;
  sort: string | null;
  groupBy: string | null;
}

export interface ViewActs {
  isSaving: boolean;
  save: (view: View) => void;
  saveAs: (name: string, shared: boolean) => Promise<void>;
  reset: (view: View) => void;
}

/** Saving the list that is seen, in its view or as a new one, and going back to what was saved. */
export function useViewActs(slug: string, listed: Listed, layout: Layout, onOpen: (id: string | undefined) => void): ViewActs {
  const t = useText();
  const sentence = useErrorSentence();
  const { kind, sort, groupBy } = listed;
  const filter = (listed.filter ?? null) as { [key: string]: unknown };
  const columns = viewColumns(layout.columns);
  const saving = useMutation({
    mutationFn: ({ id }: View) => change(slug, id, { filter, sort, group_by: groupBy, columns }),
    onSuccess: (view) => {
      layout.reset();
      onOpen(view.id);
      toast(t('saved', { name: view.name }));
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return {
    isSaving: saving.isPending,
    save: saving.mutate,
    saveAs: async (name, shared) => {
      const view = await create(slug, { kind, name, filter, sort, group_by: groupBy, columns, shared });
      onOpen(view.id);
      toast(t('created', { name }));
    },
    reset: (view) => {
      layout.reset();
      onOpen(view.id);
    },
  };
}
