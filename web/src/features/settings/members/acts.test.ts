import type { Permission, Role } from '@leadgen/client';
import { expect, test } from 'vitest';
import { actsOf } from './acts';

const operation = (id: string, ...roles: Role[]): Permission => ({ id, label: `Label of ${id}`, scope: null, roles });

test('an act needs the rights to all of its operations', () => {
  const operations = [operation('create_invitation', 'owner', 'admin'), operation('list_invitations', 'owner')];
  expect(actsOf(operations)).toEqual([{ key: 'invite', name: 'invite', roles: ['owner'] }]);
});

test('an operation that belongs to no act is still shown, last and by its own name', () => {
  const operations = [operation('water_plants', 'viewer'), operation('list_audit', 'owner')];
  expect(actsOf(operations).map(({ key, name }) => [key, name])).toEqual([['audit', 'audit'], [null, 'Label of water_plants']]);
});
