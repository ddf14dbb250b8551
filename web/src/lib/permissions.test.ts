import type { Permissions } from '@leadgen/client';
import { describe, expect, test } from 'vitest';
import { operationId, rightsOf } from './permissions';

const TABLE: Permissions = {
  roles: [
    { key: 'owner', label: 'Owner', description: '' },
    { key: 'editor', label: 'Editor', description: '' },
    { key: 'viewer', label: 'Viewer', description: '' },
  ],
  scopes: [],
  operations: [
    { id: 'list_contacts', label: 'List contacts', scope: 'records:read', roles: ['owner', 'editor', 'viewer'] },
    { id: 'create_contact', label: 'Create a contact', scope: 'records:write', roles: ['owner', 'editor'] },
  ],
};

test('a call is found by the name it has on the wire', () => {
  expect(operationId('listContactTimeline')).toBe('list_contact_timeline');
});

describe('the table decides, not the screen', () => {
  test('a viewer reads and does not write', () => {
    const { may } = rightsOf(TABLE, 'viewer');
    expect(may('listContacts')).toBe(true);
    expect(may('createContact')).toBe(false);
  });

  test('what the table does not name is allowed to nobody', () => {
    expect(rightsOf(TABLE, 'owner').may('undoOperation')).toBe(false);
  });

  test('somebody who is no member may nothing', () => {
    expect(rightsOf(TABLE, null).may('listContacts')).toBe(false);
  });

  test('says who could, in the words of the table', () => {
    expect(rightsOf(TABLE, 'viewer').whoMay('createContact')).toEqual(['Owner', 'Editor']);
  });
});
