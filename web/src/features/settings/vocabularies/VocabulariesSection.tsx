import { setVocabulary, type VocabularyEntry } from '@leadgen/client';
import { getVocabularyOptions } from '@leadgen/client/query';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText as useSettingsText } from '../text';
import { useText } from './text';
import { TryIt } from './TryIt';
import { Rekeying } from './Rekeying';
import { labels, type Name, nameOf, NAMES } from './words';
import { Words } from './Words';
import styles from './Vocabularies.module.css';

/** Words by which values are read: those of the product, and what this workspace says about them. */
export function VocabulariesSection() {
  const t = useText();
  const settings = useSettingsText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const sentence = useErrorSentence();
  const [name, setName] = useState<Name>('department');
  const department = useQuery(getVocabularyOptions({ path: { slug, name: 'department' } }));
  const seniority = useQuery(getVocabularyOptions({ path: { slug, name: 'seniority' } }));
  const { data, error, refetch } = useQuery(getVocabularyOptions({ path: { slug, name } }));
  const isOfTitles = name === 'department' || name === 'seniority';
  const { mutate, isPending } = useMutation({
    mutationFn: async (entries: VocabularyEntry[]) => (await setVocabulary({ path: { slug, name }, body: { entries }, throwOnError: true })).data,
    onSuccess: async () => {
      await refresh(['getVocabulary', 'readTitle', 'listOperations']);
      toast(t('saved'));
    },
    onError: (problem) => toast(sentence(problem), { tone: 'bad' }),
  });
  const called = new Map([department.data, seniority.data].flatMap((one) => (one === undefined ? [] : [...labels(one)])));
  return (
    <Section title={settings('sections.vocabularies')} lead={t('lead')}>
      <div className={styles.body}>
        <NativeSelect
          label={t('which')}
          data={NAMES.map((value) => ({ value, label: t(value) }))}
          value={name}
          onChange={(event) => setName(nameOf(event.currentTarget.value))}
        />
        {isOfTitles ? <TryIt slug={slug} labels={called} /> : <p className={styles.faint}>{t(`about.${name}`)}</p>}
        {data?.rekeying != null && (
          <Rekeying key={data.rekeying} slug={slug} id={data.rekeying} again={may('setVocabulary') && !isPending ? () => mutate(data.entries) : null} />
        )}
        {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton />}
        {data !== undefined && <Words key={name} vocabulary={data} mayWrite={may('setVocabulary')} isSaving={isPending} save={mutate} />}
      </div>
    </Section>
  );
}
