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
import { labels, type Name } from './words';
import { Words } from './Words';
import styles from './Vocabularies.module.css';

const NAMES: readonly Name[] = ['department', 'seniority'];

/** The words of job titles: those of the product, and what this workspace says about them. */
export function VocabulariesSection() {
  const t = useText();
  const settings = useSettingsText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const sentence = useErrorSentence();
  const [name, setName] = useState<Name>('department');
  const department = useQuery(getVocabularyOptions({ path: { slug, name: 'department' } }));
  const seniority = useQuery(getVocabularyOptions({ path: { slug, name: 'seniority' } }));
  const { data, error, refetch } = name === 'department' ? department : seniority;
  const { mutate, isPending } = useMutation({
    mutationFn: async (entries: VocabularyEntry[]) => (await setVocabulary({ path: { slug, name }, body: { entries }, throwOnError: true })).data,
    onSuccess: async () => {
      await refresh(['getVocabulary', 'readTitle']);
      toast(t('saved'));
    },
    onError: (problem) => toast(sentence(problem), { tone: 'bad' }),
  });
  const called = new Map([department.data, seniority.data].flatMap((one) => (one === undefined ? [] : [...labels(one)])));
  return (
    <Section title={settings('sections.vocabularies')} lead={t('lead')}>
      <div className={styles.body}>
        <TryIt slug={slug} labels={called} />
        <NativeSelect
          label={t('which')}
          data={NAMES.map((value) => ({ value, label: t(value) }))}
          value={name}
          onChange={(event) => setName(event.currentTarget.value === 'seniority' ? 'seniority' : 'department')}
        />
        {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton />}
        {data !== undefined && <Words key={name} vocabulary={data} mayWrite={may('setVocabulary')} isSaving={isPending} save={mutate} />}
      </div>
    </Section>
  );
}
