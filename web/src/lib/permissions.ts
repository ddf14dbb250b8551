/** What a member may do: the server's own table of operation × role, asked once for a workspace. */
import type { Permissions, Role } from '@leadgen/client';
import { getPermissionsOptions, getSessionOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';

type Client = typeof import('@leadgen/client');

/** A call of the API by the name it has in the generated client, so that a wrong one does not compile. */
export type Operation = keyof Client;

export interface Rights {
  /** Whether the person's role allows the operation. */
  may: (operation: Operation) => boolean;
  /** The roles that allow it, as people call them, for whoever may not. */
  whoMay: (operation: Operation) => readonly string[];
}

/** "createContact" → "create_contact" */
export function operationId(operation: Operation): string {
  return operation.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What `role` may do by the table. What the table does not name is allowed to nobody. */
export function rightsOf({ operations, roles }: Permissions, role: Role | null): Rights {
  const allowed = new Map(operations.map((one) => [one.id, one.roles]));
  const rolesOf = (operation: Operation) => allowed.get(operationId(operation)) ?? [];
  return {
    may: (operation) => role !== null && rolesOf(operation).includes(role),
    whoMay: (operation) => roles.filter(({ key }) => rolesOf(operation).includes(key)).map(({ label }) => label),
  };
}

/** The table changes with the server only; the role travels in the session. */
export function permissionsOptions(slug: string) {
  return { ...getPermissionsOptions({ path: { slug } }), staleTime: Infinity };
}

/** The rights of the signed-in person in the workspace of the address. */
export function useRights(): Rights {
  const { slug = '' } = useParams({ strict: false });
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const { data: table } = useSuspenseQuery(permissionsOptions(slug));
  const role = session.workspaces.find((workspace) => workspace.slug === slug)?.role ?? null;
  return useMemo(() => rightsOf(table, role), [table, role]);
}

/** The short form: `const may = useMay(); may('createApiKey')`. */
export function useMay(): Rights['may'] {
  return useRights().may;
}
