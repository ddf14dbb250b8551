import type { Field, RecordKind, Total } from '@leadgen/client';
import { Button } from '@mantine/core';
import { count, total } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import list from '@/ui/list.module.css';
import { isOwn, useFieldActs, useText, type OwnField } from './acts';
import { FieldRow } from './FieldRow';
import type { Asked } from './FieldsSection';
import styles from './Fields.module.css';

interface FieldGroupProps {
  kind: RecordKind;
  fields: readonly Field[];
  archived: readonly OwnField[];
  filled: ReadonlyMap<string, Total>;
  onAsk: (asked: Asked) => void;
}

/** The fields of one kind of record: the workspace's own, the built-in ones, those that were put away. */
export function FieldGroup({ kind, fields, archived, filled, onAsk }: FieldGroupProps) {
  const t = useText();
  const { slug } = useWorkspace();
  const acts = useFieldActs(slug);
  const own = fields.filter(isOwn);
  const builtIn = fields.filter((field) => !isOwn(field));
  return (
    <section className={styles.group} aria-label={t(kind)}>
      <h3 className={styles.kind}>{t(kind)}</h3>
      <div className={styles.frame}>
        {own.length === 0 ? (
          <p className={styles.none}>{t('none')}</p>
        ) : (
          <table className={`${list.list} ${styles.table}`} role="table" aria-label={t(`caption_${kind}`)}>
            <Head />
            <tbody className={list.body} role="rowgroup">
              {own.map((field, place) => (
                <FieldRow
                  key={field.id}
                  field={field}
                  place={place}
                  last={own.length - 1}
                  filled={filled.get(field.id)}
                  acts={acts}
                  onDropped={(id) => {
                    const moved = own.find((one) => one.id === id);
                    if (moved !== undefined && moved.id !== field.id) void acts.update(moved, { position: place });
                  }}
                  onAsk={onAsk}
                />
              ))}
            </tbody>
          </table>
        )}
        <BuiltIn fields={builtIn} />
        <Archived fields={archived} filled={filled} onRestore={(field) => void acts.restore(field)} />
      </div>
    </section>
  );
}

function Head() {
  const t = useText();
  return (
    <thead className={list.head} role="rowgroup">
      <tr className={list.row} role="row">
        <th role="columnheader">{t('name')}</th>
        <th role="columnheader">{t('type')}</th>
        <th role="columnheader" className={list.number} title={t('filledHint')}>
          {t('filled')}
        </th>
        <th role="columnheader">
          <span className={styles.unseen}>{t('acts')}</span>
        </th>
      </tr>
    </thead>
  );
}

function BuiltIn({ fields }: { fields: readonly Field[] }) {
  const t = useText();
  return (
    <details className={styles.more}>
      <summary>{t('builtIn', { count: fields.length, n: count(fields.length) })}</summary>
      <ul className={styles.plain}>
        {fields.map((field) => (
          <li key={field.key}>
            <span title={field.description}>{field.label}</span>
            <span className={styles.type}>{t(`types.${field.type}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ArchivedProps {
  fields: readonly OwnField[];
  filled: ReadonlyMap<string, Total>;
  onRestore: (field: OwnField) => void;
}

function Archived({ fields, filled, onRestore }: ArchivedProps) {
  const t = useText();
  const { may } = useRights();
  if (fields.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{t('archived', { count: fields.length, n: count(fields.length) })}</summary>
      <p className={styles.none}>{t('archivedHint')}</p>
      <ul className={styles.plain}>
        {fields.map((field) => (
          <li key={field.id}>
            <span>{field.label}</span>
            <span className={styles.type}>
              {t(`types.${field.type}`)} · {filled.has(field.id) ? total(filled.get(field.id) ?? { value: 0, exact: true }) : '…'}
            </span>
            {may('restoreField') && (
              <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('restoreOf', { label: field.label })} onClick={() => onRestore(field)}>
                {t('restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
