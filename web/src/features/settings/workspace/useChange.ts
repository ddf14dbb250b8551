import { updateWorkspace, type WorkspaceChange } from '@leadgen/client';
import { getSessionQueryKey, getWorkspaceOptions } from '@leadgen/client/query';
import { useMutation } from '@tanstack/react-query';
import { queries } from '@/lib/query';
import { toast } from '@/ui/toast';
import { useText } from '../text';

/** Changes what holds for everybody in the workspace, and shows it everywhere. */
export function useChange(slug: string) {
  const t = useText();
  return useMutation({
    mutationFn: async (body: WorkspaceChange) => (await updateWorkspace({ path: { slug }, body, throwOnError: true })).data,
    onSuccess: async (workspace) => {
      queries.setQueryData(getWorkspaceOptions({ path: { slug } }).queryKey, workspace);
      await queries.invalidateQueries({ queryKey: getSessionQueryKey() });
      toast(t('saved'));
    },
  });
}
