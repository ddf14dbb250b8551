import { requestPasswordReset } from '@leadgen/client';
import { getSignInOptionsOptions } from '@leadgen/client/query';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { LinkButton } from '@/ui/LinkButton';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { useText } from './text';
import styles from './Account.module.css';

/** Asks for a link by mail; where no mail is sent, says who can make one. */
export function Forgot() {
  const t = useText();
  const options = useQuery(getSignInOptionsOptions());
  if (options.isError) return <ErrorState error={options.error} retry={() => void options.refetch()} />;
  if (options.data === undefined) return <Skeleton />;
  if (!options.data.mail) {
    return (
      <AccountCard tab={t('forgot.tab')} title={t('forgot.noMail')} lead={t('forgot.noMailDetail')}>
        <LinkButton to="/sign-in">{t('forgot.back')}</LinkButton>
      </AccountCard>
    );
  }
  return <ForgotForm />;
}

function ForgotForm() {
  const t = useText();
  const sentence = useErrorSentence();
  const [email, setEmail] = useState('');
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: () => requestPasswordReset({ body: { email }, throwOnError: true }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  if (isSuccess) {
    return (
      <AccountCard tab={t('forgot.tab')} title={t('forgot.sent')} lead={t('forgot.sentDetail', { email })}>
        <LinkButton to="/sign-in">{t('forgot.back')}</LinkButton>
      </AccountCard>
    );
  }
  return (
    <AccountCard tab={t('forgot.tab')} title={t('forgot.title')} lead={t('forgot.lead')}>
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
        {error !== null && (
          <p className={styles.problem} role="alert">
            {sentence(error)}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm" loading={isPending}>
          {t('forgot.submit')}
        </Button>
        <LinkButton variant="subtle" color="gray" size="sm" to="/sign-in">
          {t('forgot.back')}
        </LinkButton>
      </form>
    </AccountCard>
  );
}
