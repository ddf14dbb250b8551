import type { Record as FullRecord } from '@leadgen/client';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMay } from '@/lib/permissions';
import { recordOptions, type Target } from '@/records/calls';
import { EvidenceTab } from '@/records/EvidenceTab';
import { isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { Value } from '@/records/Value';
import { Act, Acts, Head, type Stepping } from '@/ui/deciding/Head';
import { ErrorState, Skeleton } from '@/ui/states';
import { useKeys } from '@/ui/useKeys';
import { answerOptions } from './calls';
import { useText } from './text';
import styles from './Triage.module.css';
import type { Company, Triaging } from './useTriaging';

interface CompanyPaneProps {
  target: Target;
  fields: RecordFields;
  stepping: Stepping;
  position: string | undefined;
  triaging: Triaging;
}

/** One company: why triage asks, what is known of it and where that comes from, and the decision. */
export function CompanyPane({ target, fields, stepping, position, triaging }: CompanyPaneProps) {
  const t = useText();
  const { data, error, refetch } = useQuery(recordOptions(target));
  if (data === undefined) return error === null ? <Skeleton lines={10} /> : <ErrorState error={error} retry={() => void refetch()} />;
  const name = nameOf(fields, data) ?? t('list.nameless');
  return (
    <>
      <Deciding target={target} name={name} stepping={stepping} position={position} triaging={triaging} />
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

function Deciding({ target: { slug, id }, name, stepping, position, triaging }: Omit<CompanyPaneProps, 'fields'> & { name: string }) {
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
    <Head
      name={name}
      stepping={stepping}
      position={position}
      words={{ back: t('list.back'), previous: t('pane.previous'), next: t('pane.next') }}
      about={<Link className={styles.link} to="/w/$slug/companies" params={{ slug }} search={{ record: id }}>{t('pane.open')}</Link>}
      acts={
        keys && (
          <Acts>
            {ACTS.map((act) => (
              <Act key={act} letter={LETTERS[act]} isMain={act === 'pass'} onAct={acts[act]}>
                {t(`act.${act}`)}
              </Act>
            ))}
          </Acts>
        )
      }
    >
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
    </Head>
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
