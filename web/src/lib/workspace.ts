import type { Membership } from '@leadgen/client';
import { getSessionOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

/** The workspace in the address: its slug for calls, its name, and the person's role in it. */
export function useWorkspace(): Membership {
  const { slug = '' } = useParams({ strict: false });
  const { data } = useSuspenseQuery(getSessionOptions());
  const found = data.workspaces.find((workspace) => workspace.slug === slug);
  if (found === undefined) throw new Error(`No workspace ${slug} in the session`);
  return found;
}

/** False once somebody ended the membership while the page was open. */
export function useIsMember(): boolean {
  const { slug } = useParams({ strict: false });
  const { data } = useSuspenseQuery(getSessionOptions());
  return data.workspaces.some((workspace) => workspace.slug === slug);
}
