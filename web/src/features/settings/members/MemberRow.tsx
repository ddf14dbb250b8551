import { updateMember, type Member, type Role } from '@leadgen/client';
import { getSessionOptions } from '@leadgen/client/query';
import { ActionIcon, Menu, NativeSelect } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import { rolesToGive } from './roles';
import { Person } from './Person';
import { useWritingWords } from './Writing';
import styles from './Members.module.css';

interface MemberRowProps {
  slug: string;
  member: Member;
  isLastOwner: boolean;
  onRemove: () => void;
  onReset: () => void;
}

export function MemberRow({ slug, member, isLastOwner, onRemove, onReset }: MemberRowProps) {
  const t = useText();
  const { role: mine } = useWorkspace();
  const { may } = useRights();
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const isMe = session.user.id === member.user_id;
  // An admin neither makes nor touches owners; the last owner stays one.
  const isInReach = mine === 'owner' || member.role !== 'owner';
  const mayChange = may('updateMember') && isInReach && !isLastOwner;
  const mayRemove = may('removeMember') && isInReach && !isMe;
  const mayReset = may('createResetLink') && isInReach && !isMe;
  const name = member.name || member.email;
  const writes = useWritingWords();
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        <Person name={member.name} email={member.email} note={isMe ? t('members.you') : undefined} more={writes(member)} />
      </td>
      <td role="cell">
        {mayChange ? <RoleSelect slug={slug} member={member} mine={mine} /> : <span title={isLastOwner ? t('members.lastOwner') : undefined}>{t(`roles.${member.role}`)}</span>}
      </td>
      <td role="cell" className={list.muted} data-label={t('members.totp')}>
        {member.totp ? <Status tone="good">{t('on')}</Status> : t('off')}
      </td>
      <td role="cell" className={list.muted} data-label={t('members.lastSeen')}>
        {member.last_seen_at === null ? t('never') : <When at={member.last_seen_at} />}
      </td>
      <td role="cell" className={styles.acts}>
        {(mayRemove || mayReset) && (
          <Menu position="bottom-end" width={200}>
            <Menu.Target>
              <ActionIcon aria-label={t('members.actsOf', { name })}>
                <IconDots size={16} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayReset && <Menu.Item onClick={onReset}>{t('members.reset')}</Menu.Item>}
              {mayRemove && (
                <Menu.Item className={styles.bad} onClick={onRemove}>
                  {t('members.remove')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}

function RoleSelect({ slug, member, mine }: { slug: string; member: Member; mine: Role }) {
  const t = useText();
  const sentence = useErrorSentence();
  const name = member.name || member.email;
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (role: Role) =>
      updateMember({ path: { slug, user_id: member.user_id }, body: { role }, throwOnError: true }),
    onSuccess: async (_, role) => {
      await refresh(['listMembers', 'getSession']);
      toast(t('members.changed', { name, role: t(`roles.${role}`) }));
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <NativeSelect
      size="xs"
      className={styles.role}
      aria-label={t('members.roleOf', { name })}
      value={isPending ? variables : member.role}
      disabled={isPending}
      data={rolesToGive(mine).map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      onChange={(event) => {
        const role = rolesToGive(mine).find((one) => one === event.currentTarget.value);
        if (role !== undefined) mutate(role);
      }}
    />
  );
}
