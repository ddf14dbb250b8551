import type { ColumnSplit, DateOrder, DecimalMark, Field, ImportColumn } from '@leadgen/client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text';
import styles from './columns.module.css';
import type { Choice } from './draft';

interface HowReadProps {
  column: ImportColumn;
  choice: Choice;
  field: Field | undefined;
  header: string;
  onChange: (facts: Partial<Choice>) => void;
}

const ORDERS = ['dmy', 'mdy', 'ymd'] as const satisfies readonly DateOrder[];
const MARKS = { '.': 'point', ',': 'comma' } as const satisfies Record<DecimalMark, string>;

/** What a person may decline; a whole name is always split, as that is what its field does. */
const OPTIONAL: readonly ColumnSplit[] = ['postal_city', 'place', 'address'];

/** How the cells of a column are understood; only what its field leaves open. */
export function HowRead({ column, choice, field, header, onChange }: HowReadProps) {
  const t = useText();
  const isDate = field?.type === 'date' || field?.type === 'datetime';
  const isNumber = field?.type === 'number' || field?.type === 'decimal' || field?.type === 'money';
  const isYesNo = field?.type === 'boolean' || choice.opt_out;
  const { split } = column;
  const isSplit = split !== null && choice.field === column.field;
  if (isSplit && !OPTIONAL.includes(split)) return <p className={styles.parts}>{t(`columns.splits.${split}`)}</p>;
  if (!isDate && !isNumber && !isYesNo && !isSplit) return null;
  const open = { value: '', label: t('columns.byValues') };
  return (
    <div className={styles.read}>
      {isDate && (
        <NativeSelect
          size="xs"
          aria-label={t('columns.dateOrder', { header })}
          value={choice.date_order ?? ''}
          data={[
            ...(choice.date_order === null ? [open] : []),
            ...ORDERS.map((value) => ({ value, label: t(`columns.dates.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ date_order: ORDERS.find((one) => one === value) ?? null })
          }
        />
      )}
      {isNumber && (
        <NativeSelect
          size="xs"
          aria-label={t('columns.decimal', { header })}
          value={choice.decimal ?? ''}
          data={[
            ...(choice.decimal === null ? [open] : []),
            ...Object.entries(MARKS).map(([value, name]) => ({ value, label: t(`columns.decimals.${name}`) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ decimal: value === '.' || value === ',' ? value : null })
          }
        />
      )}
      {isSplit && (
        <NativeSelect
          size="xs"
          aria-label={t('columns.split', { header })}
          value={choice.split === false ? 'whole' : 'split'}
          data={[
            { value: 'split', label: t(`columns.splits.${split}`) },
            { value: 'whole', label: t('columns.splits.whole') },
          ]}
          onChange={({ currentTarget: { value } }) => onChange({ split: value === 'whole' ? false : null })}
        />
      )}
      {isYesNo && (
        <>
          <Words
            label={t('columns.yes')}
            of={header}
            words={choice.yes_words ?? []}
            onChange={(yes_words) => onChange({ yes_words })}
          />
          <Words
            label={t('columns.no')}
            of={header}
            words={choice.no_words ?? []}
            onChange={(no_words) => onChange({ no_words })}
          />
        </>
      )}
    </div>
  );
}

interface WordsProps {
  label: string;
  of: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
}

/** Words with commas between them. What is typed stays as it is typed. */
function Words({ label, of, words, onChange }: WordsProps) {
  const t = useText();
  const [text, setText] = useState(words.join(', '));
  return (
    <TextInput
      size="xs"
      leftSection={label}
      leftSectionWidth={84}
      leftSectionProps={{ className: styles.lead ?? '' }}
      aria-label={t('columns.words', { label, header: of })}
      placeholder={t('columns.usual')}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange(value.split(',').map((word) => word.trim()).filter((word) => word !== ''));
      }}
    />
  );
}
