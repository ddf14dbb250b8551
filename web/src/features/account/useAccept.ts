import { acceptInvitation, type InvitationAcceptance, type InvitationOffer, type Session } from '@leadgen/client';
import { getSessionQueryKey } from '@leadgen/client/query';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { queries } from '@/lib/query';
import { letIn } from './letIn';

/** Says yes to an invitation, then opens the workspace it leads to. */
export function useAccept(offer: InvitationOffer, onRefused?: (error: unknown) => void) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (body: InvitationAcceptance) => (await acceptInvitation({ body, throwOnError: true })).data,
    onError: (error) => onRefused?.(error),
    onSuccess: async (session) => {
      const before = queries.getQueryData<Session>(getSessionQueryKey())?.workspaces.map(({ slug }) => slug) ?? [];
      letIn(session);
      const joined = session.workspaces.find(({ name, slug }) => name === offer.workspace_name && !before.includes(slug));
      if (joined === undefined) await navigate({ to: '/', replace: true });
      else await navigate({ to: '/w/$slug/contacts', params: { slug: joined.slug }, replace: true });
    },
  });
}
