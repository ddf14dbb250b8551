import type { Record as FullRecord, Total } from '@leadgen/client';
import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { count, total as totalWords } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { recordOptions, type Target } from '@/records/calls';
import { EvidenceTab } from '@/records/EvidenceTab';
import { isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { Value } from '@/records/Value';
import { Key } from '@/ui/marks';
import { ErrorState, Skeleton } from '@/ui/states';
import { useKeys } from '@/ui/useKeys';
import { answerOptions } from './calls';
import { useText } from './text';
import styles from './Triage.module.css';
import type { Company, Triaging } from './useTriaging';

/** The way to the companies before and after. */
export interface Stepping {
  /** Its place in the queue; -1 where it is not listed. */
  at: number;
  total: Total | null;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  /** On a phone: back to the list. */
  onBack: (() => void) | undefined;
}

interface CompanyPaneProps {
  target: Target;
  fields: RecordFields;
  stepping: Stepping;
  triaging: Triaging;
}

/** One company: why triage asks, what is known of it and where that comes from, and the decision. */
export function CompanyPane({ target, fields, stepping, triaging }: CompanyPaneProps) {
  const t = useText();
  const { data, error, refetch } = useQuery(recordOptions(target));
  if (data === undefined) return error === null ? <Skeleton lines={10} /> : <ErrorState error={error} retry={() => void refetch()} />;
  const name = nameOf(fields, data) ?? t('list.nameless');
  return (
    <>
      <Head target={target} name={name} stepping={stepping} triaging={triaging} />
      <div className={styles.body}>
        <Facts record={data} fields={fields} />
        <section className={styles.aside} aria-label={t('pane.evidence')}>
          <h3>{t('pane.evidence')}</h3>
          <EvidenceTab target={target} fields={fields} />
        </section>
      </div>
    </>
  );
}

const ACTS = ['skip', 'fail', 'pass'] as const;
const LETTERS = { skip: 'S', fail: 'N', pass: 'Y' } as const;

function Head({ target: { slug, id }, name, stepping, triaging }: Omit<CompanyPaneProps, 'fields'> & { name: string }) {
  const t = useText();
  const mayDecide = useMay()('decideCompanyTriage');
  const { data: answer, error, refetch } = useQuery(answerOptions(slug, id));
  const [reason, setReason] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const isAsked = answer?.verdict === 'ask';
  const company: Company = { id, name };
  const acts = {
    skip: () => triaging.skip(company),
    fail: () => triaging.decide(company, 'fail', reason),
    pass: () => triaging.decide(company, 'pass', reason),
  };
  const keys = mayDecide && isAsked;
  useKeys(keys ? { y: acts.pass, n: acts.fail, s: acts.skip, r: () => input.current?.focus() } : {});
  return (
    <header className={styles.head}>
      <Steps {...stepping} />
      <div className={styles.who}>
        <h2 dir="auto" title={name}>{name}</h2>
        <Link className={styles.link} to="/w/$slug/companies" params={{ slug }} search={{ record: id }}>{t('pane.open')}</Link>
      </div>
      {keys && (
        <div className={styles.acts}>
          {ACTS.map((act) => (
            <Button
              key={act}
              variant={act === 'pass' ? 'filled' : 'default'}
              aria-keyshortcuts={LETTERS[act].toLowerCase()}
              rightSection={<span className={styles.letter}><Key>{LETTERS[act]}</Key></span>}
              onClick={acts[act]}
            >
              {t(`act.${act}`)}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.why}>
        {error !== null && answer === undefined && <ErrorState error={error} retry={() => void refetch()} />}
        {answer === undefined && error === null && <Skeleton lines={3} />}
        {answer !== undefined && (
          <section aria-label={t('pane.asks')}>
            <h3>{isAsked ? t('pane.asks') : t('pane.decided', { verdict: t(`verdict.${answer.verdict}`) })}</h3>
            <ul>
              {answer.reasons.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </section>
        )}
        {keys && (
          <TextInput
            ref={input}
            label={t('pane.reason')}
            description={t('pane.reasonHint')}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        )}
      </div>
    </header>
  );
}

function Facts({ record, fields }: { record: FullRecord; fields: RecordFields }) {
  const t = useText();
  const known = fields.columns.flatMap((field) => {
    const value = record.values[field.key];
    return field.key === fields.name.key || value === undefined || isEmpty(value) ? [] : [{ field, value }];
  });
  return (
    <section className={styles.facts} aria-label={t('pane.facts')}>
      <h3>{t('pane.facts')}</h3>
      {known.length === 0 && <p>{t('pane.none')}</p>}
      <dl>
        {known.map(({ field, value }) => (
          <div key={field.key}>
            <dt title={field.description}>{field.label}</dt>
            <dd><Value field={field} value={value} /></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Steps({ at, total, onPrevious, onNext, onBack }: Stepping) {
  const t = useText();
  return (
    <div className={styles.steps}>
      {onBack !== undefined && (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconArrowLeft size={16} stroke={1.5} aria-hidden />
          {t('list.back')}
        </button>
      )}
      {at !== -1 && total !== null && <span className={styles.position}>{t('pane.position', { at: count(at + 1), total: totalWords(total) })}</span>}
      <Step letter="K" label={t('pane.previous')} onPress={onPrevious} />
      <Step letter="J" label={t('pane.next')} onPress={onNext} />
    </div>
  );
}

function Step({ letter, label, onPress }: { letter: 'J' | 'K'; label: string; onPress: (() => void) | undefined }) {
  const Chevron = letter === 'K' ? IconChevronUp : IconChevronDown;
  return (
    <button type="button" className={styles.step} aria-label={label} aria-keyshortcuts={letter.toLowerCase()} title={label} disabled={onPress === undefined} onClick={onPress}>
      <Chevron size={16} stroke={1.5} aria-hidden />
      <span className={styles.letter}>
        <Key>{letter}</Key>
      </span>
    </button>
  );
}
