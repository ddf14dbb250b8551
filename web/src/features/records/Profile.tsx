import type { Field, Record as FullRecord, Value as FieldValue } from '@leadgen/client';
import { useState } from 'react';
import { day } from '@/lib/format';
import type { Target } from '@/records/calls';
import { groupOf, isAsked, isCarried, isEmpty, type Group, type RecordFields } from '@/records/fields';
import { ProfileField } from './ProfileField';
import { useText } from './text';
import { toText } from '@/records/valueText';
import { useWrite } from './writing';
import styles from './Profile.module.css';

interface ProfileProps {
  target: Target;
  fields: RecordFields;
  record: FullRecord;
  name: string;
  mayEdit: boolean;
}

const GROUPS: readonly Group[] = ['reach', 'about', 'custom'];

interface Refusal {
  key: string;
  draft: string;
  sentence: string;
}

/** Every field of a record: what is known first, the empty ones folded away. */
export function Profile({ target, fields, record, name, mayEdit }: ProfileProps) {
  const t = useText();
  const [unfolded, setUnfolded] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const write = useWrite(target.slug, ({ field, after }, sentence) =>
    setRefusal({ key: field.key, draft: toText(after), sentence }),
  );
  const save = (field: Field, after: FieldValue | null, before: FieldValue | null) => {
    setRefusal(null);
    if (toText(before) !== toText(after)) write({ target, name, field, before, after });
  };
  // What judges another field's value stands beside that value.
  const shown = fields.columns.filter((field) => field.about === null && (!isCarried(field) || fields.kind === 'company'));
  const isVacant = (field: Field) => isEmpty(record.values[field.key]) && !isAsked(record.states[field.key]) && refusal?.key !== field.key;
  const vacant = shown.filter(isVacant).length;
  return (
    <>
      {GROUPS.map((group) => {
        const rows = shown.filter((field) => groupOf(field) === group && (unfolded || !isVacant(field)));
        if (rows.length === 0) return null;
        return (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{t(`profile.${group}`)}</h3>
            <dl>
              {rows.map((field) => (
                <ProfileField
                  key={field.key}
                  record={record}
                  judges={fields.own.filter((one) => one.about === field.key)}
                  target={target}
                  field={field}
                  value={record.values[field.key]}
                  state={record.states[field.key]}
                  name={name}
                  mayEdit={mayEdit && field.editable}
                  refusal={refusal?.key === field.key ? refusal : null}
                  onSave={(value, seen) => save(field, value, seen)}
                  onLeave={() => setRefusal(null)}
                />
              ))}
            </dl>
          </section>
        );
      })}
      {vacant > 0 && (
        <button type="button" className={styles.fold} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? t('profile.fold') : t('profile.empty', { count: vacant })}
        </button>
      )}
      {record.employments.length > 0 && <Employments record={record} />}
    </>
  );
}

/** Where the person works and worked, as far as it is known. */
function Employments({ record }: { record: FullRecord }) {
  const t = useText();
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{t('profile.employments')}</h3>
      <ul>
        {record.employments.map((job) => (
          <li key={`${job.company_id}:${job.title}:${job.from_date}`} className={styles.job}>
            <span>{[job.title, job.company_name].filter(Boolean).join(', ')}</span>
            <span className={styles.span}>
              {job.to_date === null
                ? job.from_date === null
                  ? t('profile.now')
                  : t('profile.present', { from: day(job.from_date) })
                : t('profile.span', { from: job.from_date === null ? '' : day(job.from_date), to: day(job.to_date) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
