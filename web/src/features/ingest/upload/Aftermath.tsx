import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { count } from '@/lib/format';
import { useWorkspace } from '@/lib/workspace';
import { toast } from '@/ui/toast';
import { useUndoToast } from '@/ui/undo';
import { useImport } from '../acts';
import { isWorking } from '../state';
import { useText } from '../text';
import { forget, useAwaited } from './awaited';

/** Says when an import that this tab began has ended, wherever the person is by then. */
export function Aftermath() {
  const { slug } = useWorkspace();
  return useAwaited(slug).map((id) => <Watch key={id} slug={slug} id={id} />);
}

function Watch({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const navigate = useNavigate();
  const undoToast = useUndoToast(slug);
  const { data, error } = useImport(slug, id);
  useEffect(() => {
    if (error !== null) return forget(id);
    if (data === undefined || isWorking(data.state)) return;
    forget(id);
    const n = data.counts.create + data.counts.update;
    if (data.state === 'applied' && data.operation_id !== null) {
      undoToast(t(data.kind === 'company' ? 'done.toastCompany' : 'done.toast', { count: n, n: count(n) }), { id: data.operation_id });
    } else if (data.problem !== null) {
      const act = () => void navigate({ to: '/w/$slug/imports/$id', params: { slug, id } });
      const message = t('done.failedToast', { filename: data.filename, reason: data.problem.detail });
      toast(message, { tone: 'bad', action: { label: t('review.open'), act } });
    }
  }, [data, error, id, navigate, slug, t, undoToast]);
  return null;
}
