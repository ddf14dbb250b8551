import { removeMember, type Member, type Removed } from '@leadgen/client';
import { refresh } from '@/lib/query';
import { Confirm } from '@/ui/Confirm';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import styles from './Members.module.css';

interface RemoveDialogProps {
  slug: string;
  member: Member;
  onClose: () => void;
}

/** Says all that goes with a member, and what stays, before it goes. */
export function RemoveDialog({ slug, member, onClose }: RemoveDialogProps) {
  const t = useText();
  const name = member.name || member.email;
  const words = ({ keys_revoked: keys, invitations_revoked: invitations }: Removed) =>
    [
      t('members.removed', { name }),
      ...(keys > 0 ? [t('members.removedKeys', { count: keys })] : []),
      ...(invitations > 0 ? [t('members.removedInvitations', { count: invitations })] : []),
    ].join(' ');
  const remove = async () => {
    const { data } = await removeMember({ path: { slug, user_id: member.user_id }, throwOnError: true });
    await refresh(['listMembers', 'listInvitations', 'listApiKeys']);
    toast(words(data));
  };
  return (
    <Confirm title={t('members.removeTitle', { name })} verb={t('members.removeVerb')} act={remove} onClose={onClose}>
      <ul className={styles.goes}>
        <li>{t('members.goesAccess', { name })}</li>
        <li>{t('members.goesKeys')}</li>
        <li>{t('members.goesInvitations')}</li>
        <li>{t('members.staysWork')}</li>
      </ul>
    </Confirm>
  );
}
