/** Undo of any operation from anywhere: the act and its notice. */
import { undoOperation, type Operation } from '@leadgen/client';
import { asApiError, once } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { toast } from './toast';

/** Gives the act that undoes an operation, says so, and tells why when it cannot. */
export function useUndo(slug: string): (operationId: string) => Promise<Operation | null> {
  const t = useCommon();
  return async (operationId) => {
    try {
      const { data } = await undoOperation({
        path: { slug, id: operationId },
        headers: once(),
        throwOnError: true,
      });
      toast(data.summary);
      void refresh(['listOperations', 'getOperation', 'getSample', 'listFields', 'listFieldUsage', 'listTags']);
      return data;
    } catch (error) {
      const reason = asApiError(error)?.message ?? t('error.unknown');
      toast(t('undo.failed', { reason }), { tone: 'bad' });
      return null;
    }
  };
}

/** Shows "Changed … · Undo". */
export function useUndoToast(slug: string): (message: string, operation: Pick<Operation, 'id'>) => void {
  const t = useCommon();
  const undo = useUndo(slug);
  return (message, operation) =>
    toast(message, {
      action: { label: t('act.undo'), act: () => void undo(operation.id) },
    });
}
