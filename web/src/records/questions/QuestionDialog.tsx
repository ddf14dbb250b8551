import type { Field, RecordKind, Selection } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { Dialog } from '@/ui/Dialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { choicesOptions } from '../enriching/calls';
import { Answers } from './Answers';
import { asks, type Draft, isWhole, MOST_TESTED, priceOf, providersOf } from './draft';
import { Editor } from './Editor';
import styles from './Questions.module.css';
import { useText } from './text';
import { useCandidates } from './useCandidates';
import { useQuestion } from './useQuestion';

interface QuestionDialogProps {
  slug: string;
  kind: RecordKind;
  /** Among these are the records that it is tried on. */
  selection: Selection;
  onKept: (field: Field) => void;
  onClose: () => void;
}

const WIDE = 980;
const FIRST: Draft = { label: '', question: '', type: 'boolean', options: '', enricher: '' };

/** A question as a column: written, tried on three records beside it at a price told before, then kept or discarded. */
export function QuestionDialog({ slug, kind, selection, onKept, onClose }: QuestionDialogProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const options = useQuery(choicesOptions(slug, kind));
  const candidates = useCandidates(slug, kind, selection);
  const [written, setDraft] = useState(FIRST);
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const question = useQuestion(slug, kind, onKept, onClose);
  const providers = options.data === undefined ? [] : providersOf(options.data, kind);
  const provider = providers.find(({ key }) => key === written.enricher) ?? providers[0];
  const draft = { ...written, enricher: provider?.key ?? '' };
  const records = picked ?? candidates?.slice(0, MOST_TESTED).map(({ id }) => id) ?? [];
  const each = priceOf(provider, kind);
  const canTest = isWhole(draft) && provider !== undefined && records.length > 0;
  const isChanged = question.made !== null && question.test !== null && !asks(question.made, draft);
  const isTried = question.test !== null && !isChanged;
  const problem = question.error ?? options.error;
  const n = { count: records.length, n: count(records.length) };
  return (
    <Dialog
      title={t(`title.${kind}`)}
      size={WIDE}
      onClose={question.leave}
      footer={
        <>
          <Button className={styles.leave ?? ''} variant="subtle" color="gray" disabled={question.isTesting} loading={question.isLeaving} onClick={question.leave}>
            {t('discard')}
          </Button>
          <Button variant={isTried ? 'filled' : 'default'} disabled={!isWhole(draft) || question.isTesting} loading={question.isLeaving} onClick={() => question.keep(draft)}>
            {t('keep')}
          </Button>
          <Button variant={isTried ? 'default' : 'filled'} disabled={!canTest} loading={question.isTesting} onClick={() => question.begin(draft, records, each * records.length)}>
            {t(question.test === null ? 'test' : 'again', n)}
          </Button>
        </>
      }
    >
      <p>{t('lead')}</p>
      {options.data === undefined && options.error === null && <Skeleton lines={5} />}
      <div className={styles.columns}>
        <Editor
          slug={slug}
          draft={draft}
          providers={options.data === undefined ? undefined : providers}
          candidates={candidates}
          records={records}
          each={each}
          onDraft={(change) => setDraft({ ...written, ...change })}
          onRecords={setPicked}
        />
        <div className={styles.answers}>
          {isChanged && <p className={styles.note}>{t('changed')}</p>}
          {question.isNothing && <p role="status">{t('nothing')}</p>}
          <Answers slug={slug} field={question.made} test={question.test} candidates={candidates ?? []} />
          {problem !== null && (
            <p className={styles.problem} role="alert">
              {sentence(problem)}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
