import { createOwner, type SetupRequest } from '@leadgen/client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { countries } from '@/lib/countries';
import { strengthOf } from '@/lib/strength';
import { NewPassword } from '@/ui/NewPassword';
import { useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { letIn } from './letIn';
import { useLinkToken } from './linkToken';
import { useText } from './text';
import styles from './Account.module.css';

/** First steps: whoever holds the one-time link becomes the owner. */
export function Welcome() {
  const t = useText();
  const navigate = useNavigate();
  const token = useLinkToken();
  if (token === '') {
    return (
      <AccountCard tab={t('welcome.tab')} title={t('welcome.noToken')} lead={t('welcome.noTokenDetail')}>
        <Button onClick={() => void navigate({ to: '/sign-in' })}>{t('welcome.signIn')}</Button>
      </AccountCard>
    );
  }
  return (
    <AccountCard tab={t('welcome.tab')} title={t('welcome.title')} lead={t('welcome.lead')}>
      <OwnerForm token={token} />
    </AccountCard>
  );
}

const EMPTY = { workspace_name: '', name: '', email: '', password: '', country: '' };

function OwnerForm({ token }: { token: string }) {
  const t = useText();
  const sentence = useErrorSentence();
  const [form, setForm] = useState(EMPTY);
  const choices = useMemo(() => countries(), []);
  const { mutate, isPending, error } = useCreateOwner();
  const own = [form.workspace_name, form.email.split('@')[0] ?? ''];
  const strength = strengthOf(form.password, own);
  const [tried, setTried] = useState(false);
  const missing: Partial<typeof EMPTY> = {
    ...(form.workspace_name.trim() === '' && { workspace_name: t('welcome.needWorkspace') }),
    ...(!form.email.includes('@') && { email: t('welcome.needEmail') }),
    ...((strength === 'short' || strength === 'own') && { password: t('welcome.needPassword') }),
  };
  const refused = (field: string) => asApiError(error)?.fields.find((problem) => problem.field === field)?.message;
  const about = (field: keyof typeof EMPTY) => (tried && missing[field]) || refused(field);
  const set = (change: Partial<typeof EMPTY>) => setForm({ ...form, ...change });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(missing);
    if (first === undefined) mutate({ ...form, country: form.country || null, token });
    else event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('welcome.workspace')}
        description={t('welcome.workspaceHint')}
        autoComplete="organization"
        autoFocus
        name="workspace_name"
        value={form.workspace_name}
        error={about('workspace_name')}
        onChange={(event) => set({ workspace_name: event.currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        label={t('welcome.country')}
        description={t('welcome.countryHint')}
        name="country"
        value={form.country}
        data={[{ value: '', label: t('welcome.countryNone') }, ...choices]}
        error={about('country')}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
      <TextInput
        label={t('welcome.name')}
        autoComplete="name"
        name="name"
        value={form.name}
        error={about('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('welcome.email')}
        type="email"
        autoComplete="username"
        name="email"
        value={form.email}
        error={about('email')}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <NewPassword
        label={t('welcome.password')}
        value={form.password}
        own={own}
        error={about('password')}
        onChange={(password) => set({ password })}
      />
      {error !== null && asApiError(error)?.fields.length === 0 && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
      <Button type="submit" variant="filled" size="sm" loading={isPending}>
        {t('welcome.submit')}
      </Button>
    </form>
  );
}

function useCreateOwner() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (body: SetupRequest) => {
      const { data } = await createOwner({ body, throwOnError: true });
      return data;
    },
    onSuccess: async (session) => {
      letIn(session);
      await navigate({ to: '/', replace: true });
    },
  });
}
