import type { MergeChoice, MergePreview } from '@leadgen/client';
import type { RecordFields } from '@/records/fields';
import { Value } from '@/records/Value';
import styles from './MergeDialog.module.css';
import { useText } from './text';

interface UnitesProps {
  preview: MergePreview;
  choices: readonly MergeChoice[];
  fields: RecordFields;
}

/** Nothing to decide here: addresses, tags and lists of all of them, and what moves along. */
export function Unites({ preview, choices, fields }: UnitesProps) {
  const t = useText();
  const { notes, contacts } = preview.moves;
  if (choices.length === 0 && notes === 0 && contacts === 0) return null;
  return (
    <>
      <h3 className={styles.part}>{t('unites')}</h3>
      <dl className={styles.unites}>
        {choices.map((choice) => {
          const field = fields.own.find((one) => one.key === choice.field);
          return field === undefined || choice.value === null ? null : (
            <div key={choice.field}>
              <dt>{field.label}</dt>
              <dd className={styles.value}>
                <Value field={field} value={choice.value} />
              </dd>
            </div>
          );
        })}
      </dl>
      {notes > 0 && <p>{t('notes', { count: notes })}</p>}
      {contacts > 0 && <p>{t('contacts', { count: contacts })}</p>}
    </>
  );
}
