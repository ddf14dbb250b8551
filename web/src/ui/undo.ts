/** Undo of any operation from anywhere: the act and its notice. */
import { undoOperation, type Operation } from '@leadgen/client';
import { asApiError, once } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { toast } from './toast';

/** Gives the act that undoes an operation, says so, and tells why when it cannot. */
export function useUndo(slug: string): (operationId: string, summary: string) => Promise<Operation | null> {
  const t = useCommon();
  return async (operationId, summary) => {
    try {
      const { data } = await undoOperation({
        path: { slug, id: operationId },
        headers: once(),
        throwOnError: true,
      });
      toast(t('undo.started', { summary }));
      void refresh(['listOperations', 'getOperation', 'getSample']);
      return data;
    } catch (error) {
      const reason = asApiError(error)?.message ?? t('error.unknown');
      toast(t('undo.failed', { reason }), { tone: 'bad' });
      return null;
    }
  };
}

/** Shows "Changed … · Undo". */
export function useUndoToast(slug: string): (message: string, operation: Pick<Operation, 'id' | 'summary'>) => void {
  const t = useCommon();
  const undo = useUndo(slug);
  return (message, operation) =>
    toast(message, {
      action: { label: t('act.undo'), act: () => void undo(operation.id, operation.summary) },
    });
}
