import { updateMe, type Me } from '@leadgen/client';
import { getMeOptions, getSessionQueryKey, getSignInOptionsOptions } from '@leadgen/client/query';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { queries } from '@/lib/query';
import { Status } from '@/ui/marks';
import { about } from '@/ui/FormDialog';
import { Panel, PanelRow, Section } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import { EmailDialog } from './EmailDialog';
import { PasswordDialog } from './PasswordDialog';
import styles from './Account.module.css';

/** Who you are here, in every workspace: name, address, password. */
export function AccountSection() {
  const t = useText();
  const { data, error, refetch } = useQuery(getMeOptions());
  return (
    <Section title={t('sections.account')} lead={t('account.lead')}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && (
        <Panel>
          <NameRow key={data.name} me={data} />
          <EmailRow me={data} />
          <PasswordRow me={data} />
        </Panel>
      )}
    </Section>
  );
}

function NameRow({ me }: { me: Me }) {
  const t = useText();
  const sentence = useErrorSentence();
  const [name, setName] = useState(me.name);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => (await updateMe({ body: { name: name.trim() }, throwOnError: true })).data,
    onSuccess: async (changed) => {
      queries.setQueryData(getMeOptions().queryKey, changed);
      await queries.invalidateQueries({ queryKey: getSessionQueryKey() });
      toast(t('saved'));
    },
  });
  const isChanged = name.trim() !== me.name && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) mutate();
  };
  return (
    <PanelRow label={t('account.name')} hint={t('account.nameHint')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          className={styles.field}
          aria-label={t('account.name')}
          autoComplete="name"
          maxLength={200}
          value={name}
          error={error === null ? undefined : (about(error, 'name') ?? sentence(error))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isChanged && (
          <Button type="submit" variant="filled" size="sm" loading={isPending}>
            {t('save')}
          </Button>
        )}
      </form>
    </PanelRow>
  );
}

function EmailRow({ me }: { me: Me }) {
  const t = useText();
  const [changing, setChanging] = useState(false);
  const { email, pending_email: pending } = me;
  const { data: options } = useQuery(getSignInOptionsOptions());
  const isMailed = options?.mail ?? true;
  return (
    <PanelRow
      label={t('account.email')}
      hint={
        <>
          <span className={styles.address}>{email}</span>
          {pending !== null && (
            <span className={styles.pending}>
              <Status tone="busy">{t('account.pending', { email: pending })}</Status>
            </span>
          )}
          {!isMailed && t('account.emailNoMail')}
        </>
      }
    >
      {isMailed && <Button onClick={() => setChanging(true)}>{t('account.emailAct')}</Button>}
      {changing && <EmailDialog me={me} onClose={() => setChanging(false)} />}
    </PanelRow>
  );
}

function PasswordRow({ me }: { me: Me }) {
  const t = useText();
  const [changing, setChanging] = useState(false);
  return (
    <PanelRow label={t('account.password')} hint={t(me.has_password ? 'account.passwordHint' : 'account.noPassword')}>
      {me.has_password && <Button onClick={() => setChanging(true)}>{t('account.passwordAct')}</Button>}
      {changing && <PasswordDialog me={me} onClose={() => setChanging(false)} />}
    </PanelRow>
  );
}
