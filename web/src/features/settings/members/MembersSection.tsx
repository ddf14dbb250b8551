import { getSessionOptions, listMembersOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useCreating } from '@/lib/creating';
import { count } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import { InviteDialog } from './InviteDialog';
import { Invitations } from './Invitations';
import { MembersTable } from './MembersTable';
import { RolesTable } from './RolesTable';
import { Writing } from './Writing';

/** Who belongs to the workspace and as what, and who was asked to. */
export function MembersSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const [inviting, setInviting] = useCreating();
  const { data, error, refetch } = useQuery(listMembersOptions({ path: { slug } }));
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const me = data?.items.find((member) => member.user_id === session.user.id);
  return (
    <Section
      title={t('sections.members')}
      lead={data === undefined ? t('members.lead') : t('members.count', { count: data.items.length, n: count(data.items.length) })}
      action={
        may('createInvitation') && (
          <Button variant="filled" onClick={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )
      }
    >
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && <MembersTable slug={slug} members={data.items} />}
      {me !== undefined && <Writing slug={slug} me={me} />}
      {may('listInvitations') && <Invitations slug={slug} />}
      <RolesTable slug={slug} />
      {inviting && may('createInvitation') && <InviteDialog slug={slug} onClose={() => setInviting(false)} />}
    </Section>
  );
}
