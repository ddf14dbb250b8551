import type { Import } from '@leadgen/client';
import { Button } from '@mantine/core';
import { UNSURE } from '../state';
import { useText } from '../text';
import { encodingName } from './encodings';
import { readAs, tellingWords } from './letters';
import styles from './reading.module.css';
import { usePreview } from './usePreview';

interface QuestionProps {
  slug: string;
  imported: Import;
  busy: boolean;
  onChoose: (encoding: string) => void;
}

/** Where the file can be read in more than one way, a person decides by looking. */
export function Question({ slug, imported, busy, onChoose }: QuestionProps) {
  const t = useText();
  const { shape, problems } = imported;
  const { data } = usePreview(slug, imported, busy);
  const candidates = shape?.encodings ?? [];
  if (candidates.length < 2 || !problems.some(({ code }) => code === UNSURE)) return null;
  const words = data === undefined ? [] : tellingWords([data.header, ...data.rows]);
  const isShown = data === undefined || words.length > 0;
  return (
    <section className={styles.question} aria-label={t('reading.unsure')}>
      <b>{t('reading.unsure')}</b>
      <p>{t(isShown ? 'reading.unsureDetail' : 'reading.unsureHidden')}</p>
      <div className={styles.choices} role="group" aria-label={t('reading.unsure')}>
        {candidates.map((encoding) => (
          <Button
            key={encoding}
            aria-pressed={encoding === shape?.encoding}
            disabled={busy}
            onClick={() => onChoose(encoding)}
          >
            <Candidate encoding={encoding} words={words} readIn={data?.encoding ?? null} />
          </Button>
        ))}
      </div>
    </section>
  );
}

interface CandidateProps {
  encoding: string;
  words: readonly string[];
  /** In which the words were read. */
  readIn: string | null;
}

/** A character set, and how words of the file look in it. */
function Candidate({ encoding, words, readIn }: CandidateProps) {
  const look = readIn === null ? [] : words.flatMap((word) => readAs(word, readIn, encoding) ?? []);
  return (
    <span className={styles.candidate}>
      {look.length > 0 && <b>{look.join('  ')}</b>}
      <span>{encodingName(encoding)}</span>
    </span>
  );
}
