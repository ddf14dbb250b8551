import { renewInvitation, revokeInvitation, type Invitation } from '@leadgen/client';
import { listInvitationsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { Confirm } from '@/ui/Confirm';
import { Copyable } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { Status, When } from '@/ui/marks';
import { Panel, PanelRow } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import { isPending, toneOf, wordOf } from './invitations';
import styles from './Members.module.css';

/** Who was asked and has not come yet; those who came are members. */
export function Invitations({ slug }: { slug: string }) {
  const t = useText();
  const { data, error, refetch } = useQuery(listInvitationsOptions({ path: { slug } }));
  const waiting = data?.items.filter(isPending) ?? [];
  return (
    <Panel title={t('invitations.title')}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={2} />}
      {data !== undefined && waiting.length === 0 && <PanelRow label={t('invitations.none')} hint={t('invitations.noneHint')} />}
      {waiting.map((invitation) => (
        <InvitationRow key={invitation.id} slug={slug} invitation={invitation} />
      ))}
    </Panel>
  );
}

function InvitationRow({ slug, invitation }: { slug: string; invitation: Invitation }) {
  const t = useText();
  const { may } = useRights();
  const [revoking, setRevoking] = useState(false);
  const link = useNewLink(slug, invitation.id);
  const { email, role, invited_by_name: by, expires_at: until } = invitation;
  const revoke = async () => {
    await revokeInvitation({ path: { slug, id: invitation.id }, throwOnError: true });
    await refresh(['listInvitations']);
  };
  return (
    <PanelRow
      label={email}
      hint={
        <span title={moment(until)}>
          {t('invitations.about', { role: t(`roles.${role}`), by })} <When at={invitation.created_at} />
        </span>
      }
    >
      <Status tone={toneOf(invitation)}>{t(`invitations.states.${wordOf(invitation)}`)}</Status>
      <div className={styles.buttons}>
        {may('renewInvitation') && (
          <Button size="compact-sm" loading={link.isPending} aria-label={t('invitations.newLinkFor', { email })} onClick={() => link.mutate()}>
            {t('invitations.newLink')}
          </Button>
        )}
        {may('revokeInvitation') && (
          <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('invitations.revokeOf', { email })} onClick={() => setRevoking(true)}>
            {t('invitations.revoke')}
          </Button>
        )}
      </div>
      {link.data !== undefined && <LinkDialog email={email} {...link.data} onClose={link.reset} />}
      {revoking && (
        <Confirm title={t('invitations.revokeTitle', { email })} verb={t('invitations.revoke')} act={revoke} onClose={() => setRevoking(false)}>
          <p>{t('invitations.revokeDetail')}</p>
        </Confirm>
      )}
    </PanelRow>
  );
}

interface LinkDialogProps {
  email: string;
  url: string;
  expires_at: string;
  onClose: () => void;
}

function LinkDialog({ email, url, expires_at: until, onClose }: LinkDialogProps) {
  const t = useText();
  const common = useCommon();
  return (
    <Dialog
      title={t('invite.linkTitle', { email })}
      onClose={onClose}
      footer={
        <Button variant="filled" onClick={onClose}>
          {common('act.close')}
        </Button>
      }
    >
      <p>{t('invitations.linkDetail', { until: moment(until) })}</p>
      <Copyable label={t('invite.link')} value={url} />
    </Dialog>
  );
}

/** A link is shown when it is made and kept nowhere, so asking again makes another and ends the first. */
function useNewLink(slug: string, id: string) {
  const sentence = useErrorSentence();
  return useMutation({
    mutationFn: async () => (await renewInvitation({ path: { slug, id }, throwOnError: true })).data,
    onSuccess: () => refresh(['listInvitations']),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
}
