import type { Role } from '@leadgen/client';

/** From most to least. */
export const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'reviewer', 'viewer'];

/** "Get Workspace", a name of a route, is read as a sentence; what is a sentence already stays as it is. */
export function sentenceOf(label: string): string {
  const isTitle = /^[A-Z]\w*( [A-Z]\w*)+$/.test(label);
  return isTitle ? `${label.slice(0, 1)}${label.slice(1).toLowerCase()}` : label;
}

/** What somebody with this role may make of others: nobody makes owners but an owner. */
export function rolesToGive(mine: Role): readonly Role[] {
  return mine === 'owner' ? ROLES : ROLES.filter((role) => role !== 'owner');
}
