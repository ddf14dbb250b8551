import { changeEmail, type Me } from '@leadgen/client';
import { getMeOptions } from '@leadgen/client/query';
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '@/lib/api';
import { queries } from '@/lib/query';
import { about, FormDialog } from '@/ui/FormDialog';
import { OldPassword } from '@/ui/NewPassword';
import { toast } from '@/ui/toast';
import { useText } from '../text';

/** Another address: it holds from when the link mailed to it was opened. */
export function EmailDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => (await changeEmail({ body: { email: email.trim(), password }, throwOnError: true })).data,
    onSuccess: (changed) => {
      queries.setQueryData(getMeOptions().queryKey, changed);
      toast(t('account.emailSent', { email: email.trim() }));
      onClose();
    },
  });
  const isAddress = email.includes('@') && email.trim() !== me.email;
  const wrong = asApiError(error)?.code === 'wrong_password' ? asApiError(error)?.message : undefined;
  return (
    <FormDialog
      title={t('account.emailTitle')}
      lead={t('account.emailLead')}
      submit={t('account.emailSubmit')}
      pending={isPending}
      error={wrong === undefined ? error : null}
      onSubmit={() => {
        setTried(true);
        if (isAddress) mutate();
      }}
      onClose={onClose}
    >
      <TextInput
        label={t('account.newEmail')}
        type="email"
        autoComplete="email"
        data-autofocus
        value={email}
        error={tried && !isAddress ? t('account.needEmail') : about(error, 'email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <OldPassword label={t('password.yours')} value={password} error={wrong} onChange={setPassword} />
    </FormDialog>
  );
}
