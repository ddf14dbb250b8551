import type { Field, Record as FullRecord } from '@leadgen/client';
import { IconInfoCircle } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { useRights } from '@/lib/permissions';
import { Status } from '@/ui/marks';
import type { Target } from '@/records/calls';
import { isEmpty } from '@/records/fields';
import { FieldSource } from '@/records/Source';
import { Value } from '@/records/Value';
import { toText } from '@/records/valueText';
import styles from './Judgement.module.css';
import { useText } from './text';
import { useCheck } from './useCheck';

const RunDialog = lazy(async () => ({ default: (await import('@/records/enriching/RunDialog')).RunDialog }));

interface JudgementProps {
  target: Target;
  /** The fields that judge one value of the record: its status, why, and what was meant instead. */
  fields: readonly Field[];
  record: FullRecord;
  /** Takes the value that was meant; undefined for whoever may not edit. */
  onTake: ((value: string) => void) | undefined;
}

/** What is known of a value that others can refuse: a dot and a word, why, its age, and a new check. */
export function Judgement({ target, fields, record, onTake }: JudgementProps) {
  const t = useText();
  const { may } = useRights();
  const { check, isChecking } = useCheck(target);
  const [isAsking, setAsking] = useState(false);
  const [status, finding, ...said] = fields.filter((field) => field.type === 'choice');
  const meant = fields.map((field) => (field.type === 'choice' ? '' : toText(record.values[field.key]))).find(Boolean);
  const found = status === undefined ? undefined : record.values[status.key];
  const why = finding === undefined ? undefined : record.values[finding.key];
  const isKnown = status !== undefined && found !== undefined && !isEmpty(found);
  return (
    <div className={styles.judgement}>
      <div className={styles.line} role="status">
        {isChecking ? <Status tone="busy">{t('checking')}</Status> : isKnown ? <Value field={status} value={found} /> : <Status tone="quiet">{t('never')}</Status>}
        {may('verifyContacts') && target.kind === 'contact' && !isChecking && (
          <button type="button" className={styles.act} onClick={check}>
            {t(isKnown ? 'again' : 'check')}
          </button>
        )}
        {said.length > 0 && may('startEnrichmentRun') && !isChecking && (
          <button type="button" className={styles.act} aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {t('ask')}
          </button>
        )}
      </div>
      {isKnown && finding !== undefined && why !== undefined && !isEmpty(why) && (
        <Why target={target} field={status} label={t('source')}>
          <Value field={finding} value={why} />
        </Why>
      )}
      {said.map((field) => {
        const value = record.values[field.key];
        return value === undefined || isEmpty(value) ? null : (
          <Why key={field.key} target={target} field={field} label={t('saidBy', { field: field.label })}>
            {field.label}: <Value field={field} value={value} />
          </Why>
        );
      })}
      {meant !== undefined && (
        <p className={styles.meant}>
          {t('meant', { value: meant })}
          {onTake !== undefined && (
            <button type="button" className={styles.act} onClick={() => onTake(meant)}>
              {t('take')}
            </button>
          )}
        </p>
      )}
      {isAsking && (
        <Suspense fallback={null}>
          <RunDialog slug={target.slug} kind={target.kind} selection={{ ids: [target.id] }} only={fields.map(({ key }) => key)} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}

interface WhyProps {
  target: Target;
  field: Field;
  label: string;
  children: ReactNode;
}

/** The reason, with the check behind it for whoever asks. */
function Why({ target, field, label, children }: WhyProps) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <>
      <p className={styles.why}>
        {children}
        <button type="button" className={styles.source} aria-expanded={open} aria-controls={panel} aria-label={label} title={label} onClick={() => setOpen(!open)}>
          <IconInfoCircle size={14} stroke={1.5} aria-hidden />
        </button>
      </p>
      {open && (
        <div id={panel}>
          <FieldSource target={target} field={field} />
        </div>
      )}
    </>
  );
}
