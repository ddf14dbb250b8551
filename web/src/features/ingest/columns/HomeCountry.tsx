import { updateWorkspace } from '@leadgen/client';
import { getWorkspaceOptions } from '@leadgen/client/query';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countries } from '@/lib/countries';
import { useRights } from '@/lib/permissions';
import { queries } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { useText } from '../text';
import styles from './columns.module.css';

/** Where phone numbers without a country code are from; it holds for the whole workspace. */
export function HomeCountry({ slug }: { slug: string }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { may } = useRights();
  const options = getWorkspaceOptions({ path: { slug } });
  const { data } = useQuery(options);
  const choices = useMemo(() => countries(), []);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (country: string | null) => {
      const changed = await updateWorkspace({ path: { slug }, body: { country }, throwOnError: true });
      return changed.data;
    },
    onSuccess: (workspace) => queries.setQueryData(options.queryKey, workspace),
  });
  if (data === undefined) return null;
  const mayChoose = may('updateWorkspace');
  return (
    <NativeSelect
      size="sm"
      className={styles.short ?? ''}
      label={t('matching.country')}
      description={t(mayChoose ? 'matching.countryHint' : 'matching.countryAsk')}
      value={data.country ?? ''}
      data={[{ value: '', label: t('matching.countryNone') }, ...choices]}
      error={error === null ? undefined : sentence(error)}
      disabled={!mayChoose || isPending}
      onChange={(event) => mutate(event.currentTarget.value || null)}
    />
  );
}
