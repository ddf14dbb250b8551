import type { Field, FieldState, Record as FullRecord, Value as FieldValue } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { IconExternalLink, IconInfoCircle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Target } from '@/records/calls';
import { Absent, Marks } from './CellState';
import { Judgement } from './checks/Judgement';
import { Editor } from './Editor';
import { isEmpty, isExplained } from '@/records/fields';
import { FieldSource } from '@/records/Source';
import { useText } from './text';
import { Value } from '@/records/Value';
import { toText } from '@/records/valueText';
import styles from './Profile.module.css';

interface ProfileFieldProps {
  target: Target;
  field: Field;
  record: FullRecord;
  /** The fields that say something about its value. */
  judges: readonly Field[];
  value: FieldValue | undefined;
  state: FieldState | undefined;
  name: string;
  mayEdit: boolean;
  refusal: { draft: string; sentence: string } | null;
  /** `seen` is what stood there when the edit began. */
  onSave: (value: FieldValue | null, seen: FieldValue | null) => void;
  onLeave: () => void;
}

/** One field of the profile: press the value to edit it, press its mark to see where it comes from. */
export function ProfileField({ target, field, record, judges, value, state, name, mayEdit, refusal, onSave, onLeave }: ProfileFieldProps) {
  const t = useText();
  const [editing, setEditing] = useState(false);
  const [seen, setSeen] = useState<FieldValue | null>(null);
  const [source, setSource] = useState(false);
  const panel = useId();
  const vacant = value === undefined || isEmpty(value);
  const label = t('edit.label', { label: field.label, name });
  const edit = () => {
    setSeen(value ?? null);
    setEditing(true);
  };
  const leave = () => {
    setEditing(false);
    onLeave();
  };
  return (
    <div className={styles.field}>
      <dt title={field.description}>{field.label}</dt>
      <dd>
        {editing || refusal !== null ? (
          <div className={styles.editing}>
            <Editor
              key={refusal?.sentence}
              field={field}
              label={label}
              initial={refusal?.draft ?? toText(value)}
              refusal={refusal?.sentence}
              onCancel={leave}
              onSave={(next) => {
                leave();
                onSave(next, editing ? seen : (value ?? null));
              }}
            />
          </div>
        ) : (
          <>
            <button type="button" className={styles.value} disabled={!mayEdit} onClick={edit}>
              {mayEdit && <VisuallyHidden>{t('edit.act', { label: field.label })} </VisuallyHidden>}
              {vacant ? <Absent state={state} /> : <Value field={field} value={value} />}
              {vacant && mayEdit && <span className={styles.add}>{t('profile.add')}</span>}
              <Marks state={state} />
            </button>
            {(!vacant || isExplained(state)) && (
              <span className={styles.marks}>
                <Out field={field} value={value} />
                <button
                  type="button"
                  className={styles.source}
                  aria-expanded={source}
                  aria-controls={panel}
                  aria-label={t('profile.source', { label: field.label })}
                  title={t('profile.source', { label: field.label })}
                  onClick={() => setSource(!source)}
                >
                  <IconInfoCircle size={14} stroke={1.5} aria-hidden />
                </button>
              </span>
            )}
          </>
        )}
      </dd>
      {judges.length > 0 && !vacant && !editing && (
        <dd className={styles.judgement}>
          <Judgement target={target} fields={judges} record={record} onTake={mayEdit ? (meant) => onSave(meant, value) : undefined} />
        </dd>
      )}
      {source && (
        <dd id={panel} className={styles.panel}>
          <FieldSource target={target} field={field} />
        </dd>
      )}
    </div>
  );
}

/** The way out to a web address or into the person's own mail program. */
function Out({ field, value }: { field: Field; value: FieldValue | undefined }) {
  const t = useText();
  if (typeof value !== 'string') return null;
  const web = field.type === 'url' && /^https?:\/\//i.test(value);
  const href = web ? value : field.type === 'email' ? `mailto:${value}` : field.type === 'phone' ? `tel:${value}` : null;
  if (href === null) return null;
  return (
    <a className={styles.source} href={href} target={web ? '_blank' : undefined} rel="noreferrer noopener" aria-label={t('value.visit', { address: value })}>
      <IconExternalLink size={14} stroke={1.5} aria-hidden />
    </a>
  );
}
