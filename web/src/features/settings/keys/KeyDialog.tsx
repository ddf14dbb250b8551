import { createApiKey, type ApiKeyRequest } from '@leadgen/client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { once } from '@/lib/api';
import { permissionsOptions } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { about, FormDialog } from '@/ui/FormDialog';
import { useText } from '../text';
import { NewSecret } from './NewSecret';
import { choicesOf, scopesOf, type Choice, type Reach, type Subject } from './scopes';
import styles from './Keys.module.css';

const DAYS = ['30', '90', '365', ''] as const;

/** A key with a name, only the rights it needs, and an end; then its secret, once. */
export function KeyDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const { data: table } = useSuspenseQuery(permissionsOptions(slug));
  const offered = table.scopes.map(({ key }) => key);
  const [name, setName] = useState('');
  const [days, setDays] = useState<string>('90');
  const [chosen, setChosen] = useState<Partial<Record<Subject, Reach>>>({ records: 'read' });
  const [tried, setTried] = useState(false);
  const { mutate, data, isPending, error } = useCreate(slug);
  const scopes = scopesOf(chosen, offered);
  if (data !== undefined) return <NewSecret slug={slug} created={data} onClose={onClose} />;
  const nameMissing = name.trim() === '';
  const submit = () => {
    setTried(true);
    if (!nameMissing && scopes.length > 0) {
      mutate({ name: name.trim(), scopes, expires_in_days: days === '' ? null : Number(days) });
    }
  };
  return (
    <FormDialog
      title={t('keys.createTitle')}
      lead={t('keys.createLead')}
      submit={t('keys.create')}
      size={540}
      pending={isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameHint')}
        autoComplete="off"
        data-autofocus
        value={name}
        error={tried && nameMissing ? t('keys.needName') : about(error, 'name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={styles.fieldset}>
        <legend className={styles.legend}>{t('keys.mayDo')}</legend>
        <div className={styles.choices}>
          {choicesOf(offered).map((choice) => (
            <SubjectChoice
              key={choice.subject}
              choice={choice}
              reach={chosen[choice.subject] ?? 'none'}
              onReach={(reach) => setChosen({ ...chosen, [choice.subject]: reach })}
            />
          ))}
        </div>
        {tried && scopes.length === 0 && <p className={styles.problem} role="alert">{t('keys.needScope')}</p>}
      </fieldset>
      <NativeSelect
        size="sm"
        label={t('keys.expires')}
        value={days}
        data={DAYS.map((value) => ({ value, label: value === '' ? t('keys.neverExpires') : t('keys.inDays', { count: Number(value) }) }))}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

interface SubjectChoiceProps {
  choice: Choice;
  reach: Reach;
  onReach: (reach: Reach) => void;
}

function SubjectChoice({ choice: { subject, reaches }, reach, onReach }: SubjectChoiceProps) {
  const t = useText();
  const values: readonly Reach[] = ['none', ...reaches];
  return (
    <div className={styles.choice}>
      <div>
        <strong>{t(`scopes.${subject}.title`)}</strong>
        <span>{t(`scopes.${subject}.detail`)}</span>
      </div>
      <NativeSelect
        size="xs"
        className={styles.reach}
        aria-label={t(`scopes.${subject}.title`)}
        value={reach}
        data={values.map((value) => ({ value, label: t(`keys.reach.${value}`) }))}
        onChange={(event) => onReach(values.find((value) => value === event.currentTarget.value) ?? 'none')}
      />
    </div>
  );
}

function useCreate(slug: string) {
  return useMutation({
    mutationFn: async (body: ApiKeyRequest) =>
      (await createApiKey({ path: { slug }, body, headers: once(), throwOnError: true })).data,
    onSuccess: () => refresh(['listApiKeys']),
  });
}
