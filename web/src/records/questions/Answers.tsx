import type { Field } from '@leadgen/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { credits } from '@/lib/format';
import { refresh } from '@/lib/query';
import { Status } from '@/ui/marks';
import { Finding } from '../enriching/Finding';
import { runFindingsOptions } from '../enriching/findings';
import { isOver, testOptions } from './calls';
import styles from './Questions.module.css';
import { useText } from './text';
import type { Candidate } from './useCandidates';
import type { Test } from './useQuestion';

interface AnswersProps {
  slug: string;
  field: Field | null;
  test: Test | null;
  candidates: readonly Candidate[];
}

/** What came of the test: of each record the answer with its proof, or why there is none. */
export function Answers({ slug, field, test, candidates }: AnswersProps) {
  const t = useText();
  return (
    <section aria-label={t('answers')}>
      <h3 className={styles.title}>{t('answers')}</h3>
      {(test === null || field === null) && <p className={styles.note}>{t('before')}</p>}
      {test !== null && field !== null && <OfTest key={test.run.id} slug={slug} field={field} test={test} candidates={candidates} />}
    </section>
  );
}

function OfTest({ slug, field, test, candidates }: { slug: string; field: Field; test: Test; candidates: readonly Candidate[] }) {
  const t = useText();
  const run = useQuery(testOptions(slug, test.run.id)).data ?? test.run;
  const found = useInfiniteQuery(runFindingsOptions(slug, run.id, {})).data?.pages.flatMap(({ items }) => items) ?? [];
  // Each answer moves the run; its findings are asked for again then.
  useEffect(() => void refresh(['listRunFindings'], run.id), [run.id, run.done, run.state]);
  return (
    <>
      {run.state === 'waiting_for_credits' && <p role="status">{t('waits', { reason: run.reason ?? '' })}</p>}
      <ul className={styles.list}>
        {test.records.map((id) => {
          const answers = found.filter((one) => one.record_id === id);
          const name = candidates.find((one) => one.id === id)?.name ?? t('nameless');
          return (
            <li key={id} className={styles.answer}>
              <h4>{name}</h4>
              {answers.map((one) => (
                <Finding key={one.id} slug={slug} finding={one} field={field} />
              ))}
              {answers.length === 0 && (isOver(run) ? <p className={styles.note}>{run.reason ?? t('unanswered')}</p> : <Status tone="busy">{t('asking')}</Status>)}
            </li>
          );
        })}
      </ul>
      <p className={styles.note}>{t('spent', { amount: credits(run.spent), ceiling: credits(run.ceiling) })}</p>
    </>
  );
}
