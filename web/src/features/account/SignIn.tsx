import { signIn, type SignInRequest } from '@leadgen/client';
import { getSignInOptionsOptions } from '@leadgen/client/query';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { OldPassword } from '@/ui/NewPassword';
import { useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { CodeInput, isAskedForCode } from './CodeInput';
import { letIn } from './letIn';
import { Providers } from './Providers';
import { useText } from './text';
import styles from './Account.module.css';

type Asked = 'password' | 'code';

/** E-mail and password, the second factor where there is one, then on to where the person was going. */
export function SignIn() {
  const t = useText();
  const { problem } = useSearch({ from: '/sign-in' });
  const [form, setForm] = useState({ email: '', password: '', code: '' });
  const [asked, setAsked] = useState<Asked>('password');
  const { mutate, isPending, error, reset } = useSignIn(() => setAsked('code'));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { email, password, code } = form;
    mutate(asked === 'code' ? { email, password, code: code.trim() } : { email, password });
  };
  const again = () => {
    reset();
    setAsked('password');
    set({ password: '', code: '' });
  };
  const refusal = <Refusal error={error} problem={problem} />;
  if (asked === 'code') {
    return (
      <AccountCard tab={t('signIn.tab')} title={t('code.title')} lead={t('code.lead')}>
        <form className={styles.form} onSubmit={submit}>
          <CodeInput value={form.code} error={undefined} onChange={(code) => set({ code })} />
          {refusal}
          <Button type="submit" variant="filled" size="sm" loading={isPending} disabled={form.code.trim() === ''}>
            {t('signIn.submit')}
          </Button>
        </form>
        <button type="button" className={styles.swap} onClick={again}>
          {t('code.back')}
        </button>
      </AccountCard>
    );
  }
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
          value={form.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <OldPassword label={t('signIn.password')} value={form.password} onChange={(password) => set({ password })} />
        {refusal}
        <Button type="submit" variant="filled" size="sm" loading={isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <SignInWays />
      <Link className={styles.swap} to="/forgot-password">
        {t('forgot.link')}
      </Link>
    </AccountCard>
  );
}

/** The providers of this installation; nothing where there is none, or none that answers. */
function SignInWays() {
  const { data } = useQuery(getSignInOptionsOptions());
  return <Providers providers={data?.providers ?? []} />;
}

interface RefusalProps {
  error: unknown;
  /** What a provider's sign-in came back with. */
  problem: string | undefined;
}

function Refusal({ error, problem }: RefusalProps) {
  const t = useText();
  const sentence = useErrorSentence();
  if (isAskedForCode(error) || (error === null && problem === undefined)) return null;
  const words = error === null ? t(problemKey(problem)) : sentence(error);
  return (
    <p className={styles.problem} role="alert">
      {words}
    </p>
  );
}

const PROBLEMS = [
  'cancelled', 'unknown_person', 'email_not_verified', 'second_factor_required', 'link_expired', 'provider_failed',
] as const;

/** The sentence for a code in the address; one that is not known says the general one. */
function problemKey(code: string | undefined): `problems.${(typeof PROBLEMS)[number]}` {
  return `problems.${PROBLEMS.find((one) => one === code) ?? 'provider_failed'}`;
}

function useSignIn(onCodeAsked: () => void) {
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  return useMutation({
    mutationFn: async (body: SignInRequest) => {
      const { data } = await signIn({ body, throwOnError: true });
      return data;
    },
    onError: (error) => {
      if (isAskedForCode(error)) onCodeAsked();
    },
    onSuccess: async (session) => {
      letIn(session);
      await navigate({ to: session.workspaces.length > 0 && next !== undefined ? next : '/', replace: true });
    },
  });
}
