import type { Row } from '@leadgen/client';
import type { Ref } from 'react';
import { isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { useValueWords } from '@/records/Value';
import { Item, List } from '@/ui/deciding/List';
import type { More } from '@/ui/useEndInSight';
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

const FACTS = 2;

export function QueueList({ fields, rows, skipped, selected, more, ref, onSelect }: QueueListProps) {
  const t = useText();
  const words = useValueWords();
  const listed = rows.find(({ id }) => id === selected);
  const toldOf = (row: Row) =>
    fields.columns.flatMap((field) => {
      const value = row.values[field.key];
      return field.key !== fields.name.key && value !== undefined && !isEmpty(value) ? [words(field, value)] : [];
    });
  return (
    <List ref={ref} label={t('list.label')} selected={listed?.id} more={more}>
      {rows.map((row) => (
        <Item key={row.id} id={row.id} name={nameOf(fields, row) ?? t('list.nameless')} isSelected={row.id === selected} onSelect={onSelect}>
          <span className={styles.told} dir="auto">
            {skipped.includes(row.id) ? t('list.skipped') : toldOf(row).slice(0, FACTS).join(' · ')}
          </span>
        </Item>
      ))}
    </List>
  );
}
