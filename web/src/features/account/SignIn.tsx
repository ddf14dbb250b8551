import { signIn } from '@leadgen/client';
import { getSessionQueryKey } from '@leadgen/client/query';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { queries } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { useText } from './text';
import styles from './Account.module.css';

/** E-mail and password, then on to where the person was going. */
export function SignIn() {
  const t = useText();
  const sentence = useErrorSentence();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { mutate, isPending, error, data } = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ email, password });
  };
  const stranded = data !== undefined && data.workspaces.length === 0;
  return (
    <AccountCard tab={t('signIn.tab')} title={t('signIn.title')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('strength.show') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {(error !== null || stranded) && (
          <p className={styles.problem} role="alert">
            {stranded ? t('signIn.noWorkspace') : sentence(error)}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm" loading={isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
    </AccountCard>
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  return useMutation({
    mutationFn: async (body: { email: string; password: string }) => {
      const { data } = await signIn({ body, throwOnError: true });
      return data;
    },
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(getSessionQueryKey(), session);
      if (session.workspaces.length > 0) await navigate({ to: next ?? '/', replace: true });
    },
  });
}
