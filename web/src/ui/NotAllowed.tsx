import { IconLock } from '@tabler/icons-react';
import { oneOf } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useRights, type Operation } from '@/lib/permissions';
import { EmptyState } from './states';

/** In the place of what the person's role may not see: says so, and who could. */
export function NotAllowed({ to }: { to: Operation }) {
  const t = useCommon();
  const roles = useRights().whoMay(to);
  return (
    <EmptyState
      icon={<IconLock size={18} stroke={1.5} aria-hidden />}
      title={t('notAllowed.title')}
      detail={t('notAllowed.detail', { roles: oneOf(roles.map((role) => role.toLocaleLowerCase())) })}
    />
  );
}
