/** The operations of the API as acts that people know; what an act needs together is one act. */
import type { Permission, Role } from '@leadgen/client';

const OPERATIONS = {
  seeRecords:
    'list_fields list_contacts get_contact list_contact_timeline list_contact_evidence list_companies get_company list_company_timeline list_company_evidence',
  changeRecords: 'create_contact update_contact update_contacts create_company update_company update_companies',
  addFields: 'create_field',
  seeImports: 'list_imports get_import preview_import list_import_lines download_rejected_lines get_sample',
  importFiles: 'upload_import map_import commit_import cancel_import resume_import load_sample',
  seeHistory: 'list_operations get_operation preview_undo list_conflicts list_effects',
  undo: 'undo_operation',
  resolveDoubts: 'resolve_effect',
  seeWorkspace: 'get_workspace get_permissions stream_events list_members',
  leave: 'leave_workspace',
  changeWorkspace: 'update_workspace',
  invite: 'list_invitations create_invitation renew_invitation revoke_invitation',
  changeMembers: 'update_member remove_member create_reset_link',
  keys: 'list_api_keys create_api_key revoke_api_key',
  webhooks:
    'list_webhook_events get_webhook_sample list_webhooks create_webhook get_webhook update_webhook delete_webhook rotate_webhook_secret test_webhook list_deliveries get_delivery replay_delivery replay_webhook',
  seeCredits: 'get_credits list_ledger get_caps',
  boundSpending: 'set_caps',
  boundAccount: 'set_account_caps',
  audit: 'list_audit',
  transfer: 'transfer_ownership',
  arm: 'arm_workspace',
} as const;

export type ActKey = keyof typeof OPERATIONS;

export interface Act {
  /** Null for an operation that is no part of a known act: its own name says what it is. */
  key: ActKey | null;
  name: string;
  /** Who may do the whole of it. */
  roles: readonly Role[];
}

/** From what everybody does to what owners do; then whatever else the server has. */
export function actsOf(operations: readonly Permission[]): readonly Act[] {
  const known = (Object.keys(OPERATIONS) as ActKey[]).map((key) => ({ key, ids: new Set(OPERATIONS[key].split(' ')) }));
  const acts = known.flatMap(({ key, ids }) => {
    const parts = operations.filter(({ id }) => ids.has(id));
    const [first, ...others] = parts;
    if (first === undefined) return [];
    return [{ key, name: key, roles: first.roles.filter((role) => others.every(({ roles }) => roles.includes(role))) }];
  });
  const others = operations.filter(({ id }) => !known.some(({ ids }) => ids.has(id)));
  return [...acts, ...others.map(({ id, label, roles }) => ({ key: null, name: label || id, roles }))];
}
