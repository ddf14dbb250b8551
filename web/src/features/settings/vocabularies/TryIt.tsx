import { readTitleOptions } from '@leadgen/client/query';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/ui/states';
import { useText } from './text';
import styles from './Vocabularies.module.css';

const PAUSE_MS = 250;

interface TryItProps {
  slug: string;
  /** What choices are called, by their value, in both vocabularies. */
  labels: ReadonlyMap<string, string>;
}

/** What a job title says here, and by which of its words. */
export function TryIt({ slug, labels }: TryItProps) {
  const t = useText();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const reading = useQuery({ ...readTitleOptions({ path: { slug }, query: { text: asked } }), enabled: asked !== '', placeholderData: keepPreviousData });
  const called = (value: string) => labels.get(value) ?? value;
  const said = asked === '' ? undefined : reading.data;
  return (
    <div className={styles.trying}>
      <TextInput label={t('tryIt')} placeholder={t('tryHint')} maxLength={300} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <div aria-live="polite">
        {reading.error !== null && <ErrorState error={reading.error} retry={() => void reading.refetch()} />}
        {said !== undefined && said.because.length === 0 && <p className={styles.faint}>{t('nothingTold')}</p>}
        {said !== undefined && said.because.length > 0 && (
          <p>
            <strong>{t('reads', { seniority: called(said.seniority), department: called(said.department) })}</strong>{' '}
            <span className={styles.faint}>
              {t('because', { reasons: said.because.map(({ word, meaning }) => t('reason', { word, meaning: called(meaning) })).join(', ') })}
            </span>
          </p>
        )}
      </div>
    </div>
  );
}
