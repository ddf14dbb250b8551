import type { Vocabulary, VocabularyEntry } from '@leadgen/client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { count } from '@/lib/format';
import { useText } from './text';
import { holding, isList, labels, without, withEntry } from './words';
import styles from './Vocabularies.module.css';

const MOST = 60;

interface WordsProps {
  vocabulary: Vocabulary;
  mayWrite: boolean;
  isSaving: boolean;
  save: (entries: VocabularyEntry[]) => void;
}

/** The workspace's own words, and below them those of the product. */
export function Words({ vocabulary, mayWrite, isSaving, save }: WordsProps) {
  const t = useText();
  const [find, setFind] = useState('');
  const called = labels(vocabulary);
  const { entries } = vocabulary;
  const nothing = t(isList(vocabulary) ? 'isNone' : 'isNothing');
  const found = holding(vocabulary, find);
  const act = (verb: string, label: string, next: VocabularyEntry[]) =>
    mayWrite && (
      <Button size="compact-sm" variant="subtle" aria-label={label} disabled={isSaving} onClick={() => save(next)}>
        {verb}
      </Button>
    );
  return (
    <>
      <h3 className={styles.heading}>{t('own')}</h3>
      {mayWrite && <Adding vocabulary={vocabulary} isSaving={isSaving} save={save} />}
      {entries.length === 0 && <p className={styles.faint}>{t('ownNone')}</p>}
      <ul className={styles.words} aria-label={t('own')}>
        {entries.map(({ word, meaning }) => (
          <li key={word}>
            <span>{word}</span>
            <span className={styles.faint}>{meaning === null ? nothing : (called.get(meaning) ?? meaning)}</span>
            {act(t('restore'), t('restoreLabel', { word }), without(entries, word))}
          </li>
        ))}
      </ul>
      <h3 className={styles.heading}>{t('builtIn')}</h3>
      <TextInput aria-label={t('find')} placeholder={t('find')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
      <p className={styles.faint}>{found.length === 0 ? t('nothing') : t('words', { count: found.length, n: count(found.length) })}</p>
      <ul className={styles.words} aria-label={t('builtIn')}>
        {found.slice(0, MOST).map(({ word, meaning }) => (
          <li key={`${meaning} ${word}`}>
            <span>{word}</span>
            {!isList(vocabulary) && <span className={styles.faint}>{called.get(meaning) ?? meaning}</span>}
            {act(t('remove'), t('removeLabel', { word }), withEntry(entries, { word, meaning: null }))}
          </li>
        ))}
      </ul>
      {found.length > MOST && <p className={styles.faint}>{t('more')}</p>}
    </>
  );
}

function Adding({ vocabulary, isSaving, save }: Omit<WordsProps, 'mayWrite'>) {
  const t = useText();
  const [word, setWord] = useState('');
  const [meaning, setMeaning] = useState(vocabulary.meanings[0]?.value ?? '');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (word.trim() === '') return;
    save(withEntry(vocabulary.entries, { word: word.trim(), meaning }));
    setWord('');
  };
  return (
    <form className={styles.adding} onSubmit={add}>
      <TextInput label={t('word')} maxLength={120} value={word} onChange={(event) => setWord(event.currentTarget.value)} />
      {!isList(vocabulary) && (
        <NativeSelect
          label={t('meaning')}
          data={vocabulary.meanings.map(({ value, label }) => ({ value, label }))}
          value={meaning}
          onChange={(event) => setMeaning(event.currentTarget.value)}
        />
      )}
      <Button type="submit" loading={isSaving}>
        {t('add')}
      </Button>
    </form>
  );
}
