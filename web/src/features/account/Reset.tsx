import { resetPassword } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { strengthOf } from '@/lib/strength';
import { LinkButton } from '@/ui/LinkButton';
import { NewPassword } from '@/ui/NewPassword';
import { useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { CodeInput, isAskedForCode } from './CodeInput';
import { letIn } from './letIn';
import { useLinkToken } from './linkToken';
import { useText } from './text';
import styles from './Account.module.css';

/** A new password by the link that was mailed or handed over; every other session of the person ends. */
export function Reset() {
  const t = useText();
  const token = useLinkToken();
  if (token === '') {
    return (
      <AccountCard tab={t('reset.tab')} title={t('reset.noToken')} lead={t('reset.noTokenDetail')}>
        <LinkButton to="/forgot-password">{t('reset.another')}</LinkButton>
      </AccountCard>
    );
  }
  return (
    <AccountCard tab={t('reset.tab')} title={t('reset.title')} lead={t('reset.lead')}>
      <ResetForm token={token} />
    </AccountCard>
  );
}

function ResetForm({ token }: { token: string }) {
  const t = useText();
  const sentence = useErrorSentence();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const body = { token, password, ...(code !== null && { code: code.trim() }) };
      const { data } = await resetPassword({ body, throwOnError: true });
      return data;
    },
    // The link stands for the password only.
    onError: (refused) => {
      if (isAskedForCode(refused)) setCode((now) => now ?? '');
    },
    onSuccess: async (session) => {
      letIn(session);
      await navigate({ to: '/', replace: true });
    },
  });
  const isShort = strengthOf(password, []) === 'short';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort && code !== '') mutate();
  };
  const refused = asApiError(error)?.fields.find(({ field }) => field === 'password')?.message;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <NewPassword
        label={t('reset.password')}
        value={password}
        own={[]}
        error={tried && isShort ? t('welcome.needPassword') : refused}
        onChange={setPassword}
      />
      {code !== null && <CodeInput value={code} error={undefined} onChange={setCode} />}
      {error !== null && refused === undefined && !isAskedForCode(error) && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
      <Button type="submit" variant="filled" size="sm" loading={isPending}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
