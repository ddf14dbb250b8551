import type { MergePreview, Row } from '@leadgen/client';
import { useId } from 'react';
import { nameOf, type RecordFields } from '@/records/fields';
import styles from './MergeDialog.module.css';
import { useText } from './text';

interface HeadsProps {
  preview: MergePreview;
  records: readonly Row[];
  fields: RecordFields;
  onKeep: (id: string) => void;
}

/** The records by their names, and which of them stays. */
export function Heads({ preview, records, fields, onKeep }: HeadsProps) {
  const t = useText();
  const group = useId();
  const called = (record: Row | undefined) => (record && nameOf(fields, record)) ?? t('nameless');
  const kept = records.find((record) => record.id === preview.keep);
  return (
    <fieldset className={styles.line}>
      <legend className={styles.label}>
        {t('keeps')}
        <span className={styles.reason}>{t(`because.${preview.because}`, { name: called(kept) })}</span>
      </legend>
      <div className={styles.options}>
        {records.map((record) => (
          <label key={record.id} className={styles.option} data-chosen={record.id === preview.keep || undefined}>
            <input type="radio" name={group} checked={record.id === preview.keep} onChange={() => onKeep(record.id)} />
            <strong>{called(record)}</strong>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
