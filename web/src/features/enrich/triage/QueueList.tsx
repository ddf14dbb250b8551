import type { Row } from '@leadgen/client';
import { useEffect, type Ref } from 'react';
import { isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { useValueWords } from '@/records/Value';
import { Skeleton } from '@/ui/states';
import { useEndInSight, type More } from '@/ui/useEndInSight';
import { useText } from './text';
import styles from './Triage.module.css';

interface QueueListProps {
  fields: RecordFields;
  rows: readonly Row[];
  skipped: readonly string[];
  selected: string | undefined;
  more: More;
  ref: Ref<HTMLDivElement>;
  onSelect: (id: string) => void;
}

const idOf = (id: string) => `company-${id}`;
const FACTS = 2;

/** The queue as one control: the one in sight is the one selected. Arrows, J and K work anywhere on the screen. */
export function QueueList({ fields, rows, skipped, selected, more, ref, onSelect }: QueueListProps) {
  const t = useText();
  const end = useEndInSight(more);
  useEffect(() => {
    if (selected !== undefined) document.getElementById(idOf(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const isListed = rows.some(({ id }) => id === selected);
  return (
    <div className={styles.scroll}>
      <div ref={ref} className={styles.list} role="listbox" tabIndex={0} aria-label={t('list.label')} aria-activedescendant={isListed && selected !== undefined ? idOf(selected) : undefined}>
        {rows.map((row) => (
          <Item key={row.id} fields={fields} row={row} isSkipped={skipped.includes(row.id)} isSelected={row.id === selected} onSelect={onSelect} />
        ))}
      </div>
      <div ref={end}>{more.hasNextPage && <Skeleton lines={2} />}</div>
    </div>
  );
}

interface ItemProps {
  fields: RecordFields;
  row: Row;
  isSkipped: boolean;
  isSelected: boolean;
  onSelect: (id: string) => void;
}

function Item({ fields, row, isSkipped, isSelected, onSelect }: ItemProps) {
  const t = useText();
  const words = useValueWords();
  const told = fields.columns.flatMap((field) => {
    const value = row.values[field.key];
    return field.key !== fields.name.key && value !== undefined && !isEmpty(value) ? [words(field, value)] : [];
  });
  return (
    <button type="button" tabIndex={-1} id={idOf(row.id)} className={styles.item} role="option" aria-selected={isSelected} onClick={() => onSelect(row.id)}>
      <span className={styles.name} dir="auto">{nameOf(fields, row) ?? t('list.nameless')}</span>
      <span className={styles.told} dir="auto">
        {isSkipped ? t('list.skipped') : told.slice(0, FACTS).join(' · ')}
      </span>
    </button>
  );
}
