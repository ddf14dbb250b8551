/** Scopes of API keys as a person chooses them: by subject, to read or also to change. */
import type { Scope } from '@leadgen/client';

export const SUBJECTS = ['records', 'imports', 'history', 'workspace', 'access', 'webhooks', 'audit', 'enrichment'] as const;
export type Subject = (typeof SUBJECTS)[number];
export type Reach = 'none' | 'read' | 'write';

export interface Choice {
  subject: Subject;
  /** What can be chosen beyond nothing. */
  reaches: readonly Exclude<Reach, 'none'>[];
}

/** The subjects that the given scopes speak of, in the house's order. */
export function choicesOf(scopes: readonly Scope[]): Choice[] {
  const known = new Set<string>(scopes);
  return SUBJECTS.flatMap((subject) => {
    const reaches = (['read', 'write'] as const).filter((reach) => known.has(`${subject}:${reach}`));
    return reaches.length === 0 ? [] : [{ subject, reaches }];
  });
}

/** Who changes something also reads it: no scope includes another, so both are asked for. */
export function scopesOf(chosen: Partial<Record<Subject, Reach>>, offered: readonly Scope[]): Scope[] {
  const wanted = SUBJECTS.flatMap((subject) => {
    const reach = chosen[subject] ?? 'none';
    if (reach === 'none') return [];
    return reach === 'read' ? [`${subject}:read`] : [`${subject}:read`, `${subject}:write`];
  });
  return offered.filter((scope) => wanted.includes(scope));
}

/** By subject how far these scopes reach; a subject they do not speak of is left out. */
export function reachOf(scopes: readonly Scope[]): { subject: Subject; reach: Exclude<Reach, 'none'> }[] {
  return choicesOf(scopes).map(({ subject, reaches }) => ({ subject, reach: reaches.includes('write') ? 'write' : 'read' }));
}

const FIRST_LOOK: readonly [Scope, string][] = [
  ['records:read', '/contacts?limit=5'],
  ['imports:read', '/imports'],
  ['history:read', '/operations'],
  ['workspace:read', ''],
  ['access:read', '/members'],
  ['webhooks:read', '/webhooks'],
  ['audit:read', '/audit'],
  ['enrichment:read', '/enrichment/runs'],
];

/** A first call with the new key that its scopes allow; null where it may only write. */
export function curlOf(origin: string, slug: string, secret: string, scopes: readonly Scope[]): string | null {
  const [, path] = FIRST_LOOK.find(([scope]) => scopes.includes(scope)) ?? [];
  if (path === undefined) return null;
  return `curl -H "Authorization: Bearer ${secret}" \\\n  "${origin}/api/v1/workspaces/${slug}${path}"`;
}
