/** Acts of the log in words. */
import type { AuditEntry } from '@leadgen/client';
import { useText } from '../text';

/** What can be filtered by, in the order of the list. */
export const KINDS = [
  {
    group: 'access',
    kinds: [
      'member_invited', 'invitation_renewed', 'invitation_revoked', 'member_joined', 'member_role_changed', 'member_removed',
      'member_left', 'ownership_transferred', 'reset_link_made', 'api_key_created', 'api_key_revoked',
    ],
  },
  {
    group: 'people',
    kinds: [
      'sign_in', 'sign_out_everywhere', 'password_changed', 'password_reset', 'email_changed',
      'totp_started', 'totp_stopped', 'identity_linked',
    ],
  },
  {
    group: 'workspace',
    kinds: [
      'workspace_created', 'workspace_changed', 'workspace_armed', 'backup_restored', 'webhook_created', 'webhook_changed',
      'webhook_deleted', 'webhook_secret_rotated', 'plugin_changed', 'effect_resolved',
      'credits_granted', 'caps_changed',
    ],
  },
  {
    group: 'records',
    kinds: [
      'import', 'edit', 'bulk_edit', 'create', 'trash', 'restore', 'retype', 'refresh', 'cleanup', 'triage', 'enrichment',
      'rekey', 'undo',
      'records_exported',
      'suppression_added', 'suppression_removed', 'vocabulary_changed',
    ],
  },
] as const;

export type Kind = (typeof KINDS)[number]['kinds'][number];

const ALL: readonly Kind[] = KINDS.flatMap(({ kinds }) => [...kinds]);

/** Words of the detail that a sentence may name; anything that is no plain word is left out. */
export function wordsOf(detail: AuditEntry['detail']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );
}

/** "Made Bob a reviewer (was viewer)". An operation is said in its own words; what is not known, by its name. */
export function useSentence(): (entry: Pick<AuditEntry, 'kind' | 'subject' | 'detail' | 'operation_id'>) => string {
  const t = useText();
  return ({ kind, subject, detail, operation_id: operation }) => {
    if (operation !== null) return subject;
    const known = ALL.find((one) => one === kind);
    if (known === undefined) return `${kind.replaceAll('_', ' ')} ${subject}`.trim();
    return t(`audit.acts.${known}`, { subject, role: '', before: '', after: '', ...wordsOf(detail) });
  };
}
