import { transferOwnership } from '@leadgen/client';
import { getSessionOptions, listMembersOptions } from '@leadgen/client/query';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '@/lib/query';
import { about, FormDialog } from '@/ui/FormDialog';
import { OldPassword } from '@/ui/NewPassword';
import { toast } from '@/ui/toast';
import { useText } from '../text';

/** Hands the workspace to another member; whoever had it stays as admin. */
export function TransferDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const members = useQuery(listMembersOptions({ path: { slug } }));
  const others = members.data?.items.filter(({ user_id: id }) => id !== session.user.id) ?? [];
  const [to, setTo] = useState('');
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => transferOwnership({ path: { slug }, body: { user_id: to, password }, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['getSession', 'listMembers', 'getWorkspace']);
      toast(t('transfer.done'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('transfer.title')}
      lead={t(members.isSuccess && others.length === 0 ? 'transfer.nobody' : 'transfer.lead')}
      submit={t('transfer.submit')}
      pending={isPending}
      error={error ?? members.error}
      disabled={to === '' || password === ''}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <NativeSelect
        size="sm"
        data-autofocus
        label={t('transfer.to')}
        value={to}
        data={[
          { value: '', label: t('transfer.choose') },
          ...others.map(({ user_id: value, name, email }) => ({ value, label: name === '' ? email : `${name} · ${email}` })),
        ]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <OldPassword label={t('password.yours')} value={password} error={about(error, 'password')} onChange={setPassword} />
    </FormDialog>
  );
}
