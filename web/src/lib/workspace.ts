import type { Membership } from '@leadgen/client';
import { getSessionOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

const WRITERS: readonly string[] = ['owner', 'admin', 'editor'];

/** The workspace in the address: its slug for calls, its name, and what the person may do in it. */
export function useWorkspace(): Membership & { mayEdit: boolean } {
  const { slug = '' } = useParams({ strict: false });
  const { data } = useSuspenseQuery(getSessionOptions());
  const found = data.workspaces.find((workspace) => workspace.slug === slug);
  if (found === undefined) throw new Error(`No workspace ${slug} in the session`);
  return { ...found, mayEdit: WRITERS.includes(found.role) };
}
