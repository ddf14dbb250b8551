import type { MergePreview, Row } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { Key, When } from '@/ui/marks';
import { evidenceOptions, type Target } from '../calls';
import { nameOf, type RecordFields } from '../fields';
import styles from './Comparison.module.css';
import { useText } from './text';
import type { CellProps } from './useCells';

/** Of so many it is asked at once where they came from; of the others a look at a value tells. */
const ORIGINS = 10;

interface ComparedHeadProps {
  slug: string;
  fields: RecordFields;
  record: Row;
  number: number;
  /** Why this one stays; null: it goes. */
  because: MergePreview['because'] | null;
  isOut: boolean;
  cell: CellProps;
  onKeep: ((id: string) => void) | undefined;
  onOut: ((id: string) => void) | undefined;
}

/** One of the records: its name, where and when it came from, and whether it is the one that stays. */
export function ComparedHead({ slug, fields, record, number, because, isOut, cell, onKeep, onOut }: ComparedHeadProps) {
  const t = useText();
  const name = nameOf(fields, record) ?? t('nameless');
  const stays = because !== null && !isOut;
  return (
    <div {...cell} role="columnheader" className={styles.head} aria-selected={stays} data-out={isOut || undefined}>
      <p className={styles.name}>
        <Key>{number}</Key>
        <strong dir="auto" title={name}>{name}</strong>
      </p>
      {number <= ORIGINS && <Origin target={{ slug, kind: fields.kind, id: record.id }} name={fields.name.key} />}
      <p className={styles.when}>
        {t('added')} <When at={record.created_at} />
        {record.updated_at !== record.created_at && <>, {t('changed')} <When at={record.updated_at} /></>}
      </p>
      <p className={styles.fate}>
        {isOut && t('out')}
        {stays && <span className={styles.stays}>{t('stays')}: {t(`because.${because}`)}</span>}
        {!isOut && !stays && onKeep !== undefined && (
          <button type="button" tabIndex={-1} onClick={() => onKeep(record.id)}>{t('keep')}</button>
        )}
        {onOut !== undefined && (
          <button type="button" tabIndex={-1} aria-label={t(isOut ? 'takeOf' : 'leaveOf', { name })} onClick={() => onOut(record.id)}>
            {t(isOut ? 'take' : 'leave')}
          </button>
        )}
      </p>
    </div>
  );
}

/** The file and line that its name came from, or who entered it. */
function Origin({ target, name }: { target: Target; name: string }) {
  const t = useText();
  const { data } = useQuery(evidenceOptions(target));
  const found = data?.find(({ field }) => field === name) ?? data?.[0];
  const { source, operation } = found ?? {};
  const words =
    source === undefined || operation === undefined
      ? ''
      : source.filename === null
        ? t('hand', { name: operation.actor_name })
        : source.line_no === null
          ? source.filename
          : t('line', { filename: source.filename, line: source.line_no });
  return <p className={styles.origin} title={words}>{words}</p>;
}
