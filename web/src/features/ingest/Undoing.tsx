import { getOperationOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { Progress } from '@/ui/Progress';
import { useText } from './text';

const FALLBACK_MS = 2000;

/** How far the undo of this import is, while it runs. */
export function Undoing({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const { data } = useQuery({
    ...getOperationOptions({ path: { slug, id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? FALLBACK_MS : false),
  });
  if (data === undefined || data.state !== 'running') return null;
  const { done, total } = data;
  const text = total === null ? count(done) : t('list.progress', { done: count(done), total: count(total) });
  const label = t('stopped.undoing');
  return <Progress label={label} done={done} total={total} text={`${label} · ${text}`} />;
}
