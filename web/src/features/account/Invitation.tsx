import { readInvitation } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { LinkButton } from '@/ui/LinkButton';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { asApiError } from '@/lib/api';
import { AccountCard } from './AccountCard';
import { InvitationKnown } from './InvitationKnown';
import { InvitationNew } from './InvitationNew';
import { useLinkToken } from './linkToken';
import { useText } from './text';

/** An invitation by its link: a new person chooses a name and a password, a known one only says yes. */
export function Invitation() {
  const t = useText();
  const token = useLinkToken();
  if (token === '') {
    return (
      <AccountCard tab={t('invitation.tab')} title={t('invitation.noToken')} lead={t('invitation.noTokenDetail')}>
        <LinkButton to="/">{t('confirm.goOn')}</LinkButton>
      </AccountCard>
    );
  }
  return <Offer key={token} token={token} />;
}

function Offer({ token }: { token: string }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) => (await readInvitation({ body: { token }, signal, throwOnError: true })).data,
    // The token is a secret: it stays in memory for no longer than the page.
    gcTime: 0,
    staleTime: Infinity,
  });
  if (error !== null) {
    if (asApiError(error)?.retryable === true) return <ErrorState error={error} retry={() => void refetch()} />;
    return (
      <AccountCard tab={t('invitation.tab')} title={t('invitation.over')} lead={sentence(error)}>
        <LinkButton to="/">{t('confirm.goOn')}</LinkButton>
      </AccountCard>
    );
  }
  if (data === undefined) return <Skeleton />;
  return (
    <AccountCard
      tab={t('invitation.tab')}
      title={t('invitation.title', { workspace: data.workspace_name })}
      lead={t('invitation.lead', { who: data.invited_by_name, role: t(`roles.${data.role}`), email: data.email })}
    >
      {data.has_account ? <InvitationKnown token={token} offer={data} /> : <InvitationNew token={token} offer={data} />}
    </AccountCard>
  );
}
