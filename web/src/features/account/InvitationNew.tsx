import type { InvitationOffer } from '@leadgen/client';
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { strengthOf } from '@/lib/strength';
import { NewPassword } from '@/ui/NewPassword';
import { useErrorSentence } from '@/ui/states';
import { useText } from './text';
import { useAccept } from './useAccept';
import styles from './Account.module.css';

/** Nobody has this address yet: a name and a password make the account. */
export function InvitationNew({ token, offer }: { token: string; offer: InvitationOffer }) {
  const t = useText();
  const sentence = useErrorSentence();
  const [form, setForm] = useState({ name: '', password: '' });
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useAccept(offer);
  const own = [offer.workspace_name, offer.email.split('@')[0] ?? ''];
  const strength = strengthOf(form.password, own);
  const missing: Partial<typeof form> = {
    ...(form.name.trim() === '' && { name: t('invitation.needName') }),
    ...((strength === 'short' || strength === 'own') && { password: t('welcome.needPassword') }),
  };
  const refused = (field: string) => asApiError(error)?.fields.find((one) => one.field === field)?.message;
  const about = (field: keyof typeof form) => (tried && missing[field]) || refused(field);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(missing);
    if (first === undefined) mutate({ token, name: form.name.trim(), password: form.password });
    else event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput label={t('signIn.email')} value={offer.email} readOnly autoComplete="username" />
      <TextInput
        label={t('welcome.name')}
        name="name"
        autoComplete="name"
        autoFocus
        value={form.name}
        error={about('name')}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <NewPassword
        label={t('welcome.password')}
        value={form.password}
        own={own}
        error={about('password')}
        onChange={(password) => setForm({ ...form, password })}
      />
      {error !== null && asApiError(error)?.fields.length === 0 && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
      <Button type="submit" variant="filled" size="sm" loading={isPending}>
        {t('invitation.join')}
      </Button>
    </form>
  );
}
