import { signOut, type InvitationOffer, type Session } from '@leadgen/client';
import { getSessionOptions, getSessionQueryKey } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { queries } from '@/lib/query';
import { OldPassword } from '@/ui/NewPassword';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { CodeInput, isAskedForCode } from './CodeInput';
import { useText } from './text';
import { useAccept } from './useAccept';
import styles from './Account.module.css';

interface KnownProps {
  token: string;
  offer: InvitationOffer;
}

/** Somebody with an account: one press where they are signed in as that address, else their password. */
export function InvitationKnown({ token, offer }: KnownProps) {
  const session = useQuery({ ...getSessionOptions(), retry: false });
  if (session.isPending) return <Skeleton lines={2} />;
  if (session.data === undefined) return <WithPassword token={token} offer={offer} />;
  if (session.data.user.email.toLowerCase() !== offer.email.toLowerCase()) return <SomebodyElse session={session.data} />;
  return <AtOnce token={token} offer={offer} />;
}

function AtOnce({ token, offer }: KnownProps) {
  const t = useText();
  const { mutate, isPending, error } = useAccept(offer);
  return (
    <div className={styles.form}>
      <Problem error={error} />
      <Button variant="filled" size="sm" loading={isPending} onClick={() => mutate({ token })}>
        {t('invitation.join')}
      </Button>
    </div>
  );
}

function WithPassword({ token, offer }: KnownProps) {
  const t = useText();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const { mutate, isPending, error } = useAccept(offer, (refused) => {
    if (isAskedForCode(refused)) setCode((now) => now ?? '');
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ token, password, ...(code !== null && { code: code.trim() }) });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.lead}>{t('invitation.known')}</p>
      <OldPassword label={t('signIn.password')} value={password} onChange={setPassword} />
      {code !== null && <CodeInput value={code} error={undefined} onChange={setCode} />}
      <Problem error={error} />
      <Button type="submit" variant="filled" size="sm" loading={isPending}>
        {t('invitation.join')}
      </Button>
    </form>
  );
}

function SomebodyElse({ session }: { session: Session }) {
  const t = useText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => signOut({ throwOnError: true }),
    onSuccess: () => queries.resetQueries({ queryKey: getSessionQueryKey() }),
  });
  return (
    <div className={styles.form}>
      <p className={styles.lead}>{t('invitation.somebodyElse', { email: session.user.email })}</p>
      <Problem error={error} />
      <Button variant="filled" size="sm" loading={isPending} onClick={() => mutate()}>
        {t('invitation.signOut')}
      </Button>
    </div>
  );
}

function Problem({ error }: { error: unknown }) {
  const sentence = useErrorSentence();
  if (error === null || isAskedForCode(error)) return null;
  return (
    <p className={styles.problem} role="alert">
      {sentence(error)}
    </p>
  );
}
