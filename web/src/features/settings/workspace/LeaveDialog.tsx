import { leaveWorkspace } from '@leadgen/client';
import { useWorkspace } from '@/lib/workspace';
import { Confirm } from '@/ui/Confirm';
import { useText } from '../text';

/** Out of this workspace; the others stay. */
export function LeaveDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const { name } = useWorkspace();
  const leave = async () => {
    await leaveWorkspace({ path: { slug }, throwOnError: true });
    // A page of its own: nothing of the workspace stays in memory.
    window.location.assign('/');
  };
  return (
    <Confirm title={t('leave.title', { name })} verb={t('leave.act')} act={leave} onClose={onClose}>
      <p>{t('leave.detail')}</p>
    </Confirm>
  );
}
