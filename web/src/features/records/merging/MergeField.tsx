import type { MergeChoice, Row } from '@leadgen/client';
import { useId } from 'react';
import { isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { Value } from '@/records/Value';
import styles from './MergeDialog.module.css';
import { useText } from './text';

interface MergeFieldProps {
  choice: MergeChoice;
  records: readonly Row[];
  fields: RecordFields;
  onPick: (id: string) => void;
}

/** One field of all records: the value that stays is marked, with its reason; a press or an arrow picks another. */
export function MergeField({ choice, records, fields, onPick }: MergeFieldProps) {
  const t = useText();
  const group = useId();
  const field = fields.columns.find((one) => one.key === choice.field) ?? fields.own.find((one) => one.key === choice.field);
  if (field === undefined) return null;
  return (
    <fieldset className={styles.line}>
      <legend className={styles.label}>
        {field.label}
        <span className={styles.reason}>{t(`reason.${choice.reason}`)}</span>
      </legend>
      <div className={styles.options}>
        {records.map((record) => {
          const value = record.values[choice.field];
          const isChosen = record.id === choice.record_id;
          const name = nameOf(fields, record) ?? t('nameless');
          if (value === undefined || isEmpty(value)) {
            return <span key={record.id} className={styles.none}>{t('empty')}</span>;
          }
          return (
            <label key={record.id} className={styles.option} data-chosen={isChosen || undefined}>
              <input
                type="radio"
                name={group}
                aria-label={t('pick', { field: field.label, name })}
                checked={isChosen}
                onChange={() => onPick(record.id)}
              />
              <span className={styles.value}>
                <Value field={field} value={value} />
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
