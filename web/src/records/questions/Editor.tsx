import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { count, credits } from '@/lib/format';
import { type Draft, MOST_TESTED, type Provider, TYPES } from './draft';
import styles from './Questions.module.css';
import { useText } from './text';
import type { Candidate } from './useCandidates';

interface EditorProps {
  slug: string;
  draft: Draft;
  /** Undefined until they are known. */
  providers: readonly Provider[] | undefined;
  candidates: readonly Candidate[] | undefined;
  records: readonly string[];
  /** What a record costs at most, in thousandths of a credit. */
  each: number;
  onDraft: (change: Partial<Draft>) => void;
  onRecords: (records: readonly string[]) => void;
}

/** What is asked, what counts as an answer, who is asked, and about which records first. */
export function Editor({ slug, draft, providers, candidates, records, each, onDraft, onRecords }: EditorProps) {
  const t = useText();
  return (
    <div className={styles.editor}>
      <TextInput data-autofocus label={t('label')} placeholder={t('labelHint')} maxLength={100} value={draft.label} onChange={(event) => onDraft({ label: event.currentTarget.value })} />
      <Textarea
        label={t('question')}
        description={t('questionHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={draft.question}
        onChange={(event) => onDraft({ question: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <NativeSelect
          size="sm"
          label={t('type')}
          value={draft.type}
          data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          onChange={(event) => onDraft({ type: TYPES.find((one) => one === event.currentTarget.value) ?? 'text' })}
        />
        {providers !== undefined && providers.length > 0 && (
          <NativeSelect
            size="sm"
            label={t('provider')}
            value={draft.enricher}
            data={providers.map(({ key, label, model }) => ({ value: key, label: model === null ? label : t('providerOf', { label, model }) }))}
            onChange={(event) => onDraft({ enricher: event.currentTarget.value })}
          />
        )}
      </div>
      {draft.type === 'choice' && (
        <Textarea size="sm" rows={3} label={t('options')} description={t('optionsHint')} value={draft.options} onChange={(event) => onDraft({ options: event.currentTarget.value })} />
      )}
      {providers?.length === 0 && (
        <p className={styles.note}>
          {t('nobody')}{' '}
          <Link className={styles.link} to="/w/$slug/settings/providers" params={{ slug }}>{t('setUp')}</Link>
        </p>
      )}
      <Checkbox.Group label={t('records')} description={t('recordsHint', { n: count(MOST_TESTED) })} value={[...records]} onChange={onRecords}>
        <div className={styles.records}>
          {candidates?.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name ?? t('nameless')} disabled={records.length >= MOST_TESTED && !records.includes(id)} />
          ))}
          {candidates?.length === 0 && <p className={styles.note}>{t('noRecords')}</p>}
        </div>
      </Checkbox.Group>
      {providers !== undefined && providers.length > 0 && (
        <p role="status">{each === 0 ? t('free') : t('ceiling', { amount: credits(each * records.length), each: credits(each) })}</p>
      )}
    </div>
  );
}
