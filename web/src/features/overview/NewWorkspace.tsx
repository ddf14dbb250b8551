import { createWorkspace, type AccountOverview } from '@leadgen/client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { asApiError, once } from '@/lib/api';
import { countries } from '@/lib/countries';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { useText } from './text';
import styles from './Overview.module.css';

interface NewWorkspaceProps {
  /** The accounts the person may add to; more than one is asked for. */
  accounts: readonly AccountOverview[];
  onClose: () => void;
}

/** Asks for a name and little else, then leads into the new workspace. */
export function NewWorkspace({ accounts, onClose }: NewWorkspaceProps) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const choices = useMemo(() => countries(), []);
  const [name, setName] = useState('');
  const [country, setCountry] = useState('');
  const [account, setAccount] = useState(accounts[0]?.id ?? '');
  const { submit, problem, busy, touch } = useCreate({ name, country, account });
  return (
    <Dialog
      title={t('form.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={busy}>
            {t('form.create')}
          </Button>
        </>
      }
    >
      <p>{t('form.detail')}</p>
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={t('form.name')}
          description={t('form.nameHint')}
          autoComplete="off"
          value={name}
          error={problem}
          onChange={(event) => {
            touch();
            setName(event.currentTarget.value);
          }}
        />
        {accounts.length > 1 && (
          <NativeSelect
            size="sm"
            label={t('form.account')}
            value={account}
            data={accounts.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(event) => setAccount(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          size="sm"
          label={t('form.country')}
          description={t('form.countryHint')}
          value={country}
          data={[{ value: '', label: t('form.countryNone') }, ...choices]}
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  );
}

function useCreate({ name, country, account }: { name: string; country: string; account: string }) {
  const t = useText();
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), country: country || null, account_id: account };
      const { data } = await createWorkspace({ body, headers: once(), throwOnError: true });
      return data;
    },
    onSuccess: async ({ slug }) => {
      // The way in asks the session whether the person belongs there.
      await refresh(['getSession', 'getOverview']);
      await navigate({ to: '/w/$slug/contacts', params: { slug } });
    },
    onError: (error) => setProblem(asApiError(error)?.about('name') || sentence(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') setProblem(t('form.needName'));
    else mutate();
  };
  return { submit, problem, busy: isPending, touch: () => setProblem(null) };
}
