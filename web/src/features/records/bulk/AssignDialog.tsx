import type { Field } from '@leadgen/client';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '@/lib/members';
import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';

/** The member they belong to. */
export function AssignDialog({ field, ...picked }: Picked & { field: Field }) {
  const t = useText();
  const people = usePeople();
  const [owner, setOwner] = useState('');
  const options = people?.members.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <ActDialog
      {...picked}
      title="assign.title"
      submit="assign.submit"
      act={() => ({ kind: 'edit', values: { [field.key]: owner === '' ? null : owner } })}
    >
      <NativeSelect
        size="sm"
        data-autofocus
        label={t('assign.owner')}
        value={owner}
        data={[{ value: '', label: t('assign.nobody') }, ...options]}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
